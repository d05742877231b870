using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Doubles the sides of maps, then convolves them 3x3 (Odena et al. 2016): [N, C, h, w] → [N, K, H, W], where h is half
/// of H, rounded up. Where H is odd, the last of the rows that doubling makes is left out, and so with W.
/// </summary>
/// <remarks>
/// Repeated pixels are a transposed convolution with a kernel of ones. Two convolutions one after the other are one,
/// whose 4x4 kernel holds sums of the nine weights: 4 multiplications a pixel and pair of maps in place of 9, and the
/// kernels' fast path for a stride of 2.
/// </remarks>
internal sealed class UpsampledConvolution : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation; // input, weight, bias
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long channels;
    private readonly bool repeats;
    private readonly (long Height, long Width) size;

    private UpsampledConvolution(Conv2d layer, bool repeats, (long, long) size, bool rounds)
        : base(nameof(UpsampledConvolution))
    {
        weight = layer.weight!;
        bias = layer.bias;
        channels = layer.in_channels;
        this.repeats = repeats;
        this.size = size;
        var exact = repeats ? Transposed : LayerOperation.Of(layer);
        if (!repeats)
        {
            ChannelsLast.Convert(layer); // the kernel of repeated pixels is laid out so when it is made
        }
        operation = rounds ? LayerOperation.InBFloat16(exact) : exact;
        RegisterComponents();
    }

    /// <summary>Takes over the weights of a 3x3 convolution, which keep their names; use what is returned in its
    /// place.</summary>
    /// <param name="spec">How the layer is to be computed.</param>
    /// <param name="mode">How the sides are doubled; not <see cref="UpsamplingMode.Transposed"/>.</param>
    /// <param name="layer">The convolution, with padding 1 and stride 1.</param>
    /// <param name="size">Height and width of what is made.</param>
    internal static UpsampledConvolution Of(
        ILayerPrecision spec,
        UpsamplingMode mode,
        Conv2d layer,
        (long Height, long Width) size
    ) => new(layer, mode == UpsamplingMode.Nearest, size, ChannelsLast.Rounds(spec, layer));

    /// <summary>The same of fresh weights.</summary>
    internal static UpsampledConvolution Of(
        ILayerPrecision spec,
        UpsamplingMode mode,
        long from,
        long to,
        (long Height, long Width) size
    ) => Of(spec, mode, Conv2d(from, to, 3, padding: 1, bias: false), size);

    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(UpsampledConvolution), channels);
        using var scope = NewDisposeScope();
        var made = repeats ? operation(input, Doubling(weight), bias) : operation(Mixed(input), weight, bias);
        return scope.MoveToOuter(Cut(made, size));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var doubled = graph.Enlarge(input, mixed: !repeats);
        var made = graph.Convolution(
            doubled,
            graph.Weight(weight),
            bias is null ? null : graph.Weight(bias),
            padding: [1]
        );
        return graph.Cut(made, size);
    }

    /// <summary>Each pixel repeated 2x2, then a 3x3 convolution: of input, weight [K, C, 3, 3] and bias.</summary>
    internal static Tensor Repeated(Tensor input, Tensor weight, Tensor? bias) =>
        Transposed(input, Doubling(weight), bias);

    internal static GraphValue RepeatedNodes(
        NetworkGraph graph,
        GraphValue input,
        GraphValue weight,
        GraphValue? bias
    ) => graph.Convolution(graph.Enlarge(input), weight, bias, padding: [1]);

    /// <summary>Doubled maps without the last row or column where the side is odd.</summary>
    internal static Tensor Cut(Tensor doubled, (long Height, long Width) size)
    {
        var (height, width) = size;
        return doubled.size(2) == height && doubled.size(3) == width
            ? doubled
            : doubled.narrow(2, 0, height).narrow(3, 0, width);
    }

    /// <summary>The kernel [C, K, 4, 4] of the transposed convolution of stride 2 and padding 1 that does what
    /// repeating each pixel and convolving with [K, C, 3, 3] does.</summary>
    // Along an axis, a pixel x reaches the rows 2x − 1 … 2x + 2, by w₂, w₁ + w₂, w₀ + w₁ and w₀.
    private static Tensor Doubling(Tensor weight)
    {
        var turned = weight.permute(1, 2, 3, 0).flip(1, 2);
        var rows = functional.pad(turned, [0, 0, 0, 0, 0, 1]) + functional.pad(turned, [0, 0, 0, 0, 1, 0]);
        var kernel = functional.pad(rows, [0, 0, 0, 1]) + functional.pad(rows, [0, 0, 1, 0]);
        return kernel.permute(0, 3, 1, 2); // with the channels innermost, as the kernels read it
    }

    private static Tensor Mixed(Tensor input) =>
        functional.interpolate(
            input,
            [2 * input.size(2), 2 * input.size(3)],
            mode: InterpolationMode.Bilinear,
            align_corners: false
        );

    private static Tensor Transposed(Tensor input, Tensor kernel, Tensor? bias) =>
        LayerKernels.Current?.ConvTranspose2d(input, kernel, bias, [2, 2], [1, 1], [0, 0])
        ?? functional.conv_transpose2d(input, kernel, bias, [2, 2], [1, 1]);
}
