using Gan.Kernels.Convolutions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Kernels;

internal sealed partial class ProcessorKernels
{
    /// <inheritdoc/>
    public Tensor? Conv2d(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding)
    {
        if (!Suits(input, weight, bias, stride, padding))
        {
            return null;
        }
        var x = Layout.SizesOf(input);
        var w = Layout.SizesOf(weight);
        if (x[1] != w[1] || w[2] != w[3] || (bias is not null && bias.size(0) != w[0]))
        {
            return null;
        }
        var height = x[2] + 2 * padding[0] - w[2];
        var width = x[3] + 2 * padding[0] - w[3];
        if (height < 0 || width < 0 || !LiesChannelsLast(input, weight))
        {
            return null;
        }
        var shape = new ConvolutionShape(
            (nint)x[0],
            (nint)x[1],
            (nint)x[2],
            (nint)x[3],
            (nint)w[0],
            (nint)(height / stride[0] + 1),
            (nint)(width / stride[0] + 1),
            (nint)w[2],
            (nint)stride[0],
            (nint)padding[0]
        );
        if (Plan.For(shape, channelsLast: true) is not { } plan)
        {
            return null;
        }
        Gradients.BeginForward();
        return MapsOf.Of(plan, input, weight, bias);
    }

    /// <inheritdoc/>
    public Tensor? ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        long[] stride,
        long[] padding,
        long[] outputPadding
    )
    {
        if (!Suits(input, weight, bias, stride, padding) || outputPadding.Length != 2)
        {
            return null;
        }
        var y = Layout.SizesOf(input);
        var w = Layout.SizesOf(weight);
        if (y[1] != w[0] || w[2] != w[3] || (bias is not null && bias.size(0) != w[1]))
        {
            return null;
        }
        if (outputPadding.Any(more => more < 0 || more >= stride[0]))
        {
            return null;
        }
        var height = (y[2] - 1) * stride[0] - 2 * padding[0] + w[2] + outputPadding[0];
        var width = (y[3] - 1) * stride[0] - 2 * padding[0] + w[3] + outputPadding[1];
        if (height < 1 || width < 1)
        {
            return null;
        }
        var shape = new ConvolutionShape(
            (nint)y[0],
            (nint)w[1],
            (nint)height,
            (nint)width,
            (nint)y[1],
            (nint)y[2],
            (nint)y[3],
            (nint)w[2],
            (nint)stride[0],
            (nint)padding[0]
        );
        if (Plan.For(shape, LiesChannelsLast(input, weight)) is not { } plan)
        {
            return null;
        }
        Gradients.BeginForward();
        return DataOf.Of(plan, input, weight, bias);
    }

    /// <inheritdoc/>
    public bool IsFastInFloat32(Convolution layer) =>
        layer is { groups: 1, in_channels: var channels, out_channels: var features }
        && layer.weight.dim() == 4
        && layer.kernel_size is [var kernel, var other]
        && kernel == other
        && layer.stride is [var stride, var across]
        && stride == across
        && layer.dilation.All(rate => rate == 1)
        && Algorithms.HasWinograd((nint)channels, (nint)features, (nint)kernel, (nint)stride);

    // Whatever is unusual or wrong goes to libtorch, which computes it or says what is wrong.
    private static bool Suits(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding)
    {
        if (VectorWidth.Bits == 0 || stride.Length != 2 || padding.Length != 2)
        {
            return false;
        }
        if (stride[0] != stride[1] || padding[0] != padding[1] || stride[0] < 1 || padding[0] < 0)
        {
            return false;
        }
        return IsPlain(input, 4)
            && IsPlain(weight, 4)
            && (bias is null || IsPlain(bias, 1))
            && input.numel() > 0
            && weight.numel() > 0;
    }

    private static bool IsPlain(Tensor tensor, long dimensions) => tensor.dim() == dimensions && Memory.IsPlain(tensor);

    // An output lies as input or weight ask for, as PyTorch has it.
    private static bool LiesChannelsLast(Tensor input, Tensor weight) =>
        Layout.IsChannelsLast(weight) || Layout.IsChannelsLast(input);
}
