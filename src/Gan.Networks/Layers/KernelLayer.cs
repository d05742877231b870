using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A linear layer or convolution of TorchSharp, with its weights under the same names, that lets the kernels compute
/// what they do faster than libtorch (<see cref="LayerKernels"/>). Values agree to 1e-5.
/// </summary>
/// <remarks>
/// Networks of one's own get such layers from <see cref="NetworkSpec.InPrecision"/>. The kernels take convolutions
/// whose weight or input lies with the channels innermost, and leave others to libtorch.
/// </remarks>
public sealed class KernelLayer : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation; // input, weight, bias
    private readonly LayerNodes nodes;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long channels; // or features

    private KernelLayer(
        Parameter weight,
        Parameter? bias,
        long channels,
        Func<Tensor, Tensor, Tensor?, Tensor> operation,
        LayerNodes nodes
    )
        : base(nameof(KernelLayer))
    {
        this.weight = weight;
        this.bias = bias;
        this.channels = channels;
        this.nodes = nodes;
        this.operation = operation;
        RegisterComponents();
    }

    /// <summary>Takes over the weights of a layer; use what is returned in its place.</summary>
    /// <param name="layer">A layer. Only linear layers and two-dimensional convolutions are taken over; another comes
    /// back as it is.</param>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    public static Module<Tensor, Tensor> Of(Module<Tensor, Tensor> layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer switch
        {
            Linear linear => new KernelLayer(
                linear.weight!,
                linear.bias,
                linear.in_features,
                LayerOperation.Of(linear),
                LayerOperation.NodesOf(linear)
            ),
            Conv2d conv when LayerOperation.PadsZeros(conv) => new KernelLayer(
                conv.weight!,
                conv.bias,
                conv.in_channels,
                LayerOperation.Of(conv),
                LayerOperation.NodesOf(conv)
            ),
            ConvTranspose2d conv when conv.groups == 1 && LayerOperation.PadsZeros(conv) => new KernelLayer(
                conv.weight!,
                conv.bias,
                conv.in_channels,
                LayerOperation.Of(conv),
                LayerOperation.NodesOf(conv)
            ),
            _ => layer,
        };
    }

    /// <summary>True for a linear layer, false for a convolution.</summary>
    public bool IsLinear => weight.dim() == 2;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(KernelLayer), channels);
        return operation(input, weight, bias);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        nodes(graph, input, graph.Weight(weight), bias is null ? null : graph.Weight(bias));
}
