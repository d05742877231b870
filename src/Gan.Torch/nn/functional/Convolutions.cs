using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _conv1d = "aten::conv1d", _conv1d_padding = "aten::conv1d.padding";
            private static readonly Op _conv2d = "aten::conv2d", _conv2d_padding = "aten::conv2d.padding";
            private static readonly Op _conv3d = "aten::conv3d", _conv3d_padding = "aten::conv3d.padding";
            private static readonly Op _conv_transpose1d = "aten::conv_transpose1d";
            private static readonly Op _conv_transpose2d = "aten::conv_transpose2d.input";
            private static readonly Op _conv_transpose3d = "aten::conv_transpose3d.input";

            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                _conv1d.Call(input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                _conv1d_padding.Call(input, weight, bias, new[] { stride ?? 1 }, Name(padding), new[] { dilation ?? 1 }, groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                _conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                _conv2d_padding.Call(input, weight, bias, strides ?? [1, 1], Name(padding), dilation ?? [1, 1], groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                _conv3d.Call(input, weight, bias, strides ?? [1, 1, 1], padding ?? [0, 0, 0], dilation ?? [1, 1, 1], groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                _conv3d_padding.Call(input, weight, bias, strides ?? [1, 1, 1], Name(padding), dilation ?? [1, 1, 1], groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? output_padding = null, long? dilation = null, long groups = 1) =>
                _conv_transpose1d.Call(input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { output_padding ?? 0 }, groups,
                    new[] { dilation ?? 1 });

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1, 1];
                padding ??= [0, 0];
                output_padding ??= [0, 0];
                dilation ??= [1, 1];
                return SuitsOneDnn(input, weight, bias, strides, padding, output_padding, dilation, groups)
                    ? ThroughOneDnn(input, weight, bias, strides, padding, output_padding)
                    : _conv_transpose2d.Call(input, weight, bias, strides, padding, output_padding, groups, dilation);
            }

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                _conv_transpose3d.Call(input, weight, bias, strides ?? [1, 1, 1], padding ?? [0, 0, 0], output_padding ?? [0, 0, 0], groups,
                    dilation ?? [1, 1, 1]);

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";

            // Whatever is wrong or unusual here goes to libtorch's own operator, which computes it or says what is wrong.
            private static bool SuitsOneDnn(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] outputPadding, long[] dilation,
                long groups)
            {
                if (groups != 1 || dilation is not [1, 1] || stride.Length != 2 || padding.Length != 2 || outputPadding.Length != 2) return false;
                if (!IsCpuFloat(input, 4) || !IsCpuFloat(weight, 4) || (bias is not null && !IsCpuFloat(bias, 1))) return false;
                long[] x = input.shape, w = weight.shape;
                if (x[1] != w[0] || input.numel() == 0 || weight.numel() == 0 || (bias is not null && bias.size(0) != w[1])) return false;
                for (var d = 0; d < 2; d++)
                {
                    if (stride[d] < 1 || padding[d] < 0 || outputPadding[d] < 0 || outputPadding[d] >= stride[d]) return false;
                    if ((x[d + 2] - 1) * stride[d] - 2 * padding[d] + w[d + 2] + outputPadding[d] < 1) return false;
                }
                return true;
            }

            private static bool IsCpuFloat(Tensor tensor, long dims)
            {
                var info = tensor.Info;
                return info.Dtype == (long)ScalarType.Float32 && info.DeviceType == (long)DeviceType.CPU && info.Dim == dims;
            }

            private static unsafe Tensor ThroughOneDnn(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] outputPadding)
            {
                nint native;
                fixed (long* s = stride, p = padding, o = outputPadding)
                    Native.Check(Native.gt_conv_transpose2d(input.Shared, weight.Shared, s, p, o, out native), "conv_transpose2d");
                var result = new Tensor(native, OutputBytes(input, weight, stride, padding, outputPadding));
                if (bias is null) return result;
                using var perChannel = bias.view(1, -1, 1, 1);
                result.add_(perChannel).Dispose();
                return result;
            }

            private static long OutputBytes(Tensor input, Tensor weight, long[] stride, long[] padding, long[] outputPadding)
            {
                long[] x = input.shape, w = weight.shape;
                var elements = x[0] * w[1];
                for (var d = 0; d < 2; d++) elements *= (x[d + 2] - 1) * stride[d] - 2 * padding[d] + w[d + 2] + outputPadding[d];
                return elements * sizeof(float);
            }
        }
    }
}
