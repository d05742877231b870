using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op _pixel_shuffle = "aten::pixel_shuffle", _pixel_unshuffle = "aten::pixel_unshuffle";
            private static readonly Op _grid_sampler = "aten::grid_sampler";
            private static readonly Op _affine_grid = "aten::affine_grid_generator";
            private static readonly Op _im2col = "aten::im2col", _col2im = "aten::col2im";

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => _pixel_shuffle.Call(input, upscale_factor);

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => _pixel_unshuffle.Call(input, downscale_factor);

            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                _grid_sampler.Call(input, grid, Number(mode), Number(padding_mode), align_corners ?? false);

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                _affine_grid.Call(theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                _im2col.Call(input, List(kernel_size), List(dilation, 1), List(padding), List(stride, 1));

            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                _im2col.Call(input, new[] { kernel_size, kernel_size }, new[] { dilation, dilation }, new[] { padding, padding }, new[] { stride, stride });

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                _col2im.Call(input, List(output_size), List(kernel_size), List(dilation, 1), List(padding), List(stride, 1));

            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            // libtorch numbers both otherwise than this API does.
            private static long Number(GridSampleMode mode) => mode == GridSampleMode.Nearest ? 1 : 0;

            private static long Number(GridSamplePaddingMode mode) => mode switch
            {
                GridSamplePaddingMode.Border => 1,
                GridSamplePaddingMode.Reflection => 2,
                _ => 0,
            };
        }
    }
}
