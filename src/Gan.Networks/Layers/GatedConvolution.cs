using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Gated convolution (Yu et al. 2019, arXiv:1806.03589, section 3.1, eq. 3 and 4): [N, C, H, W] → [N, C', H/s, W/s], y
/// = ELU(a)·sigmoid(b), where one convolution makes features a and gates b. The gates learn which pixels are known.
/// </summary>
/// <remarks>The weights of gates start as PyTorch's do, those of features with a variance of 4 / (C·kernel²), so that a
/// signal keeps its size through many layers.</remarks>
public sealed class GatedConvolution : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Module<Tensor, Tensor> conv;
    private readonly long maps;

    /// <summary>Makes the layer, padded so that stride 1 keeps the sides.</summary>
    /// <param name="from">Maps C. At least 1.</param>
    /// <param name="to">Maps C'. At least 1.</param>
    /// <param name="kernel">Side of the kernel, an odd number.</param>
    /// <param name="stride">Stride s. At least 1.</param>
    /// <param name="dilation">Dilation. At least 1.</param>
    /// <param name="spec">Says how the training wants the convolution computed; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public GatedConvolution(
        long from,
        long to,
        long kernel,
        long stride = 1,
        long dilation = 1,
        TranslatorSpec? spec = null
    )
        : base(nameof(GatedConvolution))
    {
        Argument.Within(1, int.MaxValue, from);
        Argument.Within(1, int.MaxValue / 2, to);
        Argument.Must(kernel is > 0 and < 1000 && kernel % 2 == 1, "be odd", kernel);
        Argument.Within(1, 1000, stride);
        Argument.Within(1, 1000, dilation);
        maps = to;
        var padding = dilation * (kernel / 2);
        var layer = Conv2d(from, 2 * to, kernel, stride: stride, padding: padding, dilation: dilation);
        Widen(layer, to);
        conv = spec is null ? KernelLayer.Of(layer) : ChannelsLast.InPrecision(spec, layer);
        RegisterComponents();
    }

    // An open gate is a half, and PyTorch's weights have a variance of a third of 1 / inputs: a signal would be 0.29
    // times as large behind each layer, and nothing behind a dozen. Features with 4 / inputs keep its size.
    private static void Widen(Conv2d layer, long features)
    {
        using var _ = no_grad();
        using var weights = layer.weight!.narrow(0, 0, features);
        weights.mul_(Math.Sqrt(12));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or not [N, C, H, W].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 4, nameof(GatedConvolution), "N, C, H, W");
        using var scope = NewDisposeScope();
        var both = conv.call(input);
        return scope.MoveToOuter(functional.elu(both.narrow(1, 0, maps), 1.0) * both.narrow(1, maps, maps).sigmoid());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var both = graph.Call(conv, input);
        var features = graph.Each("Elu", graph.Narrow(both, 1, 0, maps), ("alpha", 1f));
        return graph.Multiply(features, graph.Each("Sigmoid", graph.Narrow(both, 1, maps, maps)));
    }
}
