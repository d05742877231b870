using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>A layer of StyleGAN2's generator (Karras et al. 2020, figure 2): modulated convolution, noise of learnt
/// strength, bias, leaky ReLU. Noise is drawn while it trains, and constant in evaluation.</summary>
internal sealed class StyleLayer : Module<Tensor, Tensor, Tensor?, Tensor>, ICopiedBuffers, IGraphed
{
    private static readonly double Gain = Math.Sqrt(2); // of the leaky ReLU, which lets it through

    private readonly Module<Tensor, Tensor, Tensor> conv;
    private readonly Parameter bias;
    private readonly Parameter? strength;
    private readonly Tensor? noise;

    internal StyleLayer(
        long from,
        long to,
        (long Height, long Width) sides,
        bool doubles,
        StyleGan2Options options,
        NetworkSpec spec
    )
        : base(nameof(StyleLayer))
    {
        conv = new ModulatedConvolution(from, to, options.StyleSize, doubles, Gain, spec);
        using var scope = NewDisposeScope();
        bias = new Parameter(zeros(to));
        if (options.Noise)
        {
            strength = new Parameter(zeros(1));
            noise = randn(1, 1, sides.Height, sides.Width);
        }
        RegisterComponents();
        this.LeaveScopes();
    }

    public IReadOnlyList<string> CopiedBuffers => noise is null ? [] : [nameof(noise)];

    /// <summary>The noise of evaluation, [1, 1, H, W]; null without any.</summary>
    internal Tensor? Constant => noise;

    /// <param name="input">[N, C, H, W].</param>
    /// <param name="styles">[N, w].</param>
    /// <param name="given">Noise in place of the layer's own; null for that.</param>
    public override Tensor forward(Tensor input, Tensor styles, Tensor? given)
    {
        using var scope = NewDisposeScope();
        var output = conv.call(input, styles);
        output.add_((bias * Gain).view(1, -1, 1, 1));
        if (strength is not null)
        {
            output.add_((given ?? Noise(output)) * (strength * Gain));
        }
        return scope.MoveToOuter(functional.leaky_relu(output, 0.2, inplace: true));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var added = graph.Weight((bias * Gain).view(1, -1, 1, 1), bias);
        added = strength is null ? added : graph.Add(added, graph.Weight(noise! * strength * Gain, noise!));
        return graph.LeakyRelu(graph.Add(graph.Call(conv, input, condition), added), 0.2);
    }

    private Tensor Noise(Tensor output) =>
        training
            ? randn(
                [output.size(0), 1, output.size(2), output.size(3)],
                dtype: output.dtype,
                device: output.device,
                generator: LayerStream.Current
            )
            : noise!;
}
