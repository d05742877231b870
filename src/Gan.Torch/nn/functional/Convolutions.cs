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
                long[]? dilation = null, long groups = 1)
            {
                strides ??= [1, 1];
                padding ??= [0, 0];
                dilation ??= [1, 1];
                return SuitsEngine(input, weight, bias, 1, strides, padding, dilation, groups) && ByEngine(input, weight, bias, strides, padding) is { } maps
                    ? maps
                    : _conv2d.Call(input, weight, bias, strides, padding, dilation, groups);
            }

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
                return SuitsEngine(input, weight, bias, 0, strides, padding, dilation, groups, reduced: true) && SuitsOutput(input, weight, strides, padding, output_padding)
                    ? OnProcessor(input, weight, bias, strides, padding, output_padding)
                    : _conv_transpose2d.Call(input, weight, bias, strides, padding, output_padding, groups, dilation);
            }

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                _conv_transpose3d.Call(input, weight, bias, strides ?? [1, 1, 1], padding ?? [0, 0, 0], output_padding ?? [0, 0, 0], groups,
                    dilation ?? [1, 1, 1]);

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";

            // Whatever is wrong or unusual here goes to libtorch's own operators, which compute it or say what is wrong.
            private static bool SuitsEngine(Tensor input, Tensor weight, Tensor? bias, int inputSide, long[] stride, long[] padding, long[] dilation, long groups, bool reduced = false)
            {
                if (input is null || weight is null || groups != 1 || dilation is not [1, 1] || stride.Length != 2 || padding.Length != 2) return false;
                long[] w = weight.shape;
                // bfloat16 goes to oneDNN alone: the products of the image's side (up to 4 channels) are written for float32. libtorch 1.13's own operator takes none at all.
                var dtype = reduced && w is [_, > 4, _, _] && input.dtype == ScalarType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
                if (!IsCpu(input, dtype, 4) || !IsCpu(weight, dtype, 4) || (bias is not null && !IsCpu(bias, dtype, 1))) return false;
                long[] x = input.shape;
                if (x[1] != w[inputSide] || input.numel() == 0 || weight.numel() == 0 || (bias is not null && bias.size(0) != w[1 - inputSide])) return false;
                return stride[0] > 0 && stride[1] > 0 && padding[0] >= 0 && padding[1] >= 0;
            }

            private static bool SuitsOutput(Tensor input, Tensor weight, long[] stride, long[] padding, long[] outputPadding)
            {
                long[] x = input.shape, w = weight.shape;
                for (var d = 0; d < 2; d++)
                {
                    if (outputPadding.Length != 2 || outputPadding[d] < 0 || outputPadding[d] >= stride[d]) return false;
                    if ((x[d + 2] - 1) * stride[d] - 2 * padding[d] + w[d + 2] + outputPadding[d] < 1) return false;
                }
                return true;
            }

            /// <summary>The feature maps in channels_last; null where input and weight ask for another layout, or the engine has no way of its own.</summary>
            private static unsafe Tensor? ByEngine(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding)
            {
                nint native;
                fixed (long* s = stride, p = padding)
                    Native.Check(Native.gt_conv2d(input.Shared, weight.Shared, (bias ?? weight).Shared, bias is null ? 0 : 1, s, p, out native), "conv2d");
                if (native == 0) return null;
                long[] x = input.shape, w = weight.shape;
                return new Tensor(native, sizeof(float) * x[0] * w[0] * ((x[2] + 2 * padding[0] - w[2]) / stride[0] + 1) * ((x[3] + 2 * padding[1] - w[3]) / stride[1] + 1));
            }

            private static bool IsCpu(Tensor tensor, ScalarType dtype, long dims)
            {
                var info = tensor.Info;
                return info.Dtype == (long)dtype && info.DeviceType == (long)DeviceType.CPU && info.Dim == dims;
            }

            private static unsafe Tensor OnProcessor(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] outputPadding)
            {
                nint native;
                fixed (long* s = stride, p = padding, o = outputPadding)
                    Native.Check(Native.gt_conv_transpose2d(input.Shared, weight.Shared, (bias ?? weight).Shared, bias is null ? 0 : 1, s, p, o, out native), "conv_transpose2d");
                return new Tensor(native, OutputBytes(input, weight, stride, padding, outputPadding));
            }

            private static long OutputBytes(Tensor input, Tensor weight, long[] stride, long[] padding, long[] outputPadding)
            {
                long[] x = input.shape, w = weight.shape;
                var elements = x[0] * w[1];
                for (var d = 0; d < 2; d++) elements *= (x[d + 2] - 1) * stride[d] - 2 * padding[d] + w[d + 2] + outputPadding[d];
                return elements * (input.dtype == ScalarType.BFloat16 ? 2 : sizeof(float));
            }
        }
    }
}
