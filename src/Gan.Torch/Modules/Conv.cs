using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Conv1d : Convolution
{
    internal Conv1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0], groups, bias, padding_mode,
            device, dtype) { }

    public override Tensor forward(Tensor input)
    {
        using var bordered = Bordered(input);
        if (bordered is not null) return functional.conv1d(bordered, weight, bias, stride[0], 0, dilation[0], groups);
        return padding_type is { } named
            ? functional.conv1d_padding(input, weight, bias, stride[0], named, dilation[0], groups)
            : functional.conv1d(input, weight, bias, stride[0], padding[0], dilation[0], groups);
    }
}

public sealed class Conv2d : Convolution
{
    internal Conv2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0], groups, bias, padding_mode,
            device, dtype) { }

    public override Tensor forward(Tensor input)
    {
        using var bordered = Bordered(input);
        if (bordered is not null) return functional.conv2d(bordered, weight, bias, stride, [0, 0], dilation, groups);
        return padding_type is { } named
            ? functional.conv2d_padding(input, weight, bias, stride, named, dilation, groups)
            : functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
}

public sealed class Conv3d : Convolution
{
    internal Conv3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0, 0], groups, bias, padding_mode,
            device, dtype) { }

    public override Tensor forward(Tensor input)
    {
        using var bordered = Bordered(input);
        if (bordered is not null) return functional.conv3d(bordered, weight, bias, stride, [0, 0, 0], dilation, groups);
        return padding_type is { } named
            ? functional.conv3d_padding(input, weight, bias, stride, named, dilation, groups)
            : functional.conv3d(input, weight, bias, stride, padding, dilation, groups);
    }
}
