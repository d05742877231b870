using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A 1x1 convolution to an image, modulated but not demodulated (Karras et al. 2020, appendix B): maps [N, C, H, W] and
/// styles [N, w] → [N, channels, H, W].
/// </summary>
// So thin a layer is a product of matrices with weights of each sample's own: no pass scales the maps.
internal sealed class StyleImage : Module<Tensor, Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> style;
    private readonly Parameter weight; // [channels, C]
    private readonly Parameter bias;
    private readonly double scale;

    internal StyleImage(long from, long channels, StyleGan2Options options)
        : base(nameof(StyleImage))
    {
        style = new EqualizedLinear(options.StyleSize, from, biasStart: 1);
        scale = 1 / Math.Sqrt(from);
        using var scope = NewDisposeScope();
        weight = new Parameter(randn(channels, from));
        bias = new Parameter(zeros(channels));
        RegisterComponents();
        this.LeaveScopes();
    }

    public override Tensor forward(Tensor input, Tensor styles)
    {
        using var scope = NewDisposeScope();
        var count = input.size(0);
        var height = input.size(2);
        var width = input.size(3);
        var scales = style.call(styles) * scale;
        var own = weight.unsqueeze(0) * scales.unsqueeze(1); // [N, channels, C]
        var pixels = input.permute(0, 2, 3, 1).reshape(count, height * width, -1).bmm(own.transpose(1, 2)) + bias;
        return scope.MoveToOuter(pixels.view(count, height, width, -1).permute(0, 3, 1, 2));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var scales = graph.Scale(graph.Call(style, condition!), scale);
        var maps = graph.Multiply(input, graph.Reshape(scales, -1, weight.size(1), 1, 1));
        var kernel = graph.Weight(weight.view(weight.size(0), weight.size(1), 1, 1), weight);
        return graph.Convolution(maps, kernel, graph.Weight(bias));
    }
}
