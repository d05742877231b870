using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _avg_pool1d = "aten::avg_pool1d";
            private static readonly Op _avg_pool2d = "aten::avg_pool2d";
            private static readonly Op _max_pool1d = "aten::max_pool1d", _max_pool1d_with_indices = "aten::max_pool1d_with_indices";
            private static readonly Op _max_pool2d = "aten::max_pool2d", _max_pool2d_with_indices = "aten::max_pool2d_with_indices";
            private static readonly Op _adaptive_avg_pool1d = "aten::adaptive_avg_pool1d";
            private static readonly Op _adaptive_avg_pool2d = "aten::adaptive_avg_pool2d";
            private static readonly Op _adaptive_avg_pool3d = "aten::adaptive_avg_pool3d";
            private static readonly Op _adaptive_max_pool2d = "aten::adaptive_max_pool2d";

            // A stride left out is the kernel's size: an empty list says so to libtorch.
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                _avg_pool1d.Call(input, new[] { kernel_size }, new[] { stride ?? kernel_size }, new[] { padding ?? 0 }, ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, List(kernel_size), stride is null ? null : List(stride), List(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, [kernel_size, kernel_size], stride is { } s ? [s, s] : null, [padding, padding], ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                _avg_pool2d.Call(input, kernel_size, stride ?? [], padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override);

            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                _max_pool1d.Call(input, new[] { kernel_size }, new[] { stride ?? kernel_size }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                _max_pool1d_with_indices.Call2(input, new[] { kernel_size }, new[] { stride ?? kernel_size }, new[] { padding ?? 0 }, new[] { dilation ?? 1 },
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, List(kernel_size), stride is null ? null : List(stride), List(padding), List(dilation, 1), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size, kernel_size], stride is { } s ? [s, s] : null, [padding ?? 0, padding ?? 0], [dilation ?? 1, dilation ?? 1],
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                (IsWhole(input, kernel_size, strides, padding, dilation) ? Largest(input) : null)
                    ?? _max_pool2d.Call(input, kernel_size, strides ?? [], padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

            // One window over the whole image: the maximum over a maxout's pieces.
            private static bool IsWhole(Tensor input, long[] kernel, long[]? strides, long[]? padding, long[]? dilation) =>
                input is not null && kernel is { Length: 2 } && strides is null && padding is null or [0, 0] && dilation is null or [1, 1] && input.dim() == 4
                    && input.size(2) == kernel[0] && input.size(3) == kernel[1];

            private static Tensor? Largest(Tensor input)
            {
                Native.Check(Native.gt_largest_piece(input.Shared, out var result), "max_pool2d");
                return result == 0 ? null : new Tensor(result, sizeof(float) * input.size(0) * input.size(1));
            }

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                _max_pool2d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => _adaptive_avg_pool1d.Call(input, new[] { output_size });

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => _adaptive_avg_pool2d.Call(input, List(output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => _adaptive_avg_pool2d.Call(input, new[] { output_size, output_size });

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => _adaptive_avg_pool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => _adaptive_avg_pool3d.Call(input, output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size)
            {
                var (values, indices) = adaptive_max_pool2d_with_indices(input, output_size);
                indices.Dispose();
                return values;
            }

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                _adaptive_max_pool2d.Call2(input, output_size);
        }
    }
}
