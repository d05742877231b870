using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op[] _nearest = ["aten::upsample_nearest1d.vec", "aten::upsample_nearest2d.vec", "aten::upsample_nearest3d.vec"];
            private static readonly Op[] _nearest_exact =
                ["aten::_upsample_nearest_exact1d.vec", "aten::_upsample_nearest_exact2d.vec", "aten::_upsample_nearest_exact3d.vec"];
            private static readonly Op _upsample_linear = "aten::upsample_linear1d.vec";
            private static readonly Op _upsample_bilinear = "aten::upsample_bilinear2d.vec", _bilinear_aa = "aten::_upsample_bilinear2d_aa.vec";
            private static readonly Op _upsample_bicubic = "aten::upsample_bicubic2d.vec", _bicubic_aa = "aten::_upsample_bicubic2d_aa.vec";
            private static readonly Op _upsample_trilinear = "aten::upsample_trilinear3d.vec";

            /// <summary>Resizes [N, C, …] to a size or by a factor. A factor is used as it is, unless recompute_scale_factor is set.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dims = SpatialDims(x);
                if ((size is null) == (scale_factor is null)) throw new ArgumentException("interpolate takes either a size or a scale factor.");
                if (align_corners == true && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException($"align_corners has no meaning for {mode}.");
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"antialias needs Bilinear or Bicubic, not {mode}.");
                size = Each(size, dims, "size");
                scale_factor = Each(scale_factor, dims, "scale_factor");
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    var factors = scale_factor;
                    size = [.. x.shape[2..].Select((s, d) => (long)Math.Floor(s * factors[d]))];
                    scale_factor = null;
                }
                return Resize(x, size, scale_factor, mode, align_corners ?? false, antialias, dims);
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            private static Tensor Resize(Tensor x, long[]? size, double[]? factors, InterpolationMode mode, bool align, bool antialias, int dims) =>
                (mode, dims) switch
            {
                (InterpolationMode.Nearest, _) => _nearest[dims - 1].Call(x, size, factors),
                (InterpolationMode.NearestExact, _) => _nearest_exact[dims - 1].Call(x, size, factors),
                (InterpolationMode.Area, 1) => _adaptive_avg_pool1d.Call(x, size),
                (InterpolationMode.Area, 2) => _adaptive_avg_pool2d.Call(x, size),
                (InterpolationMode.Area, 3) => _adaptive_avg_pool3d.Call(x, size),
                (InterpolationMode.Linear, 1) => _upsample_linear.Call(x, size, align, factors),
                (InterpolationMode.Bilinear, 2) => (antialias ? _bilinear_aa : _upsample_bilinear).Call(x, size, align, factors),
                (InterpolationMode.Bicubic, 2) => (antialias ? _bicubic_aa : _upsample_bicubic).Call(x, size, align, factors),
                (InterpolationMode.Trilinear, 3) => _upsample_trilinear.Call(x, size, align, factors),
                _ => throw new ArgumentException($"{mode} does not resize {dims} dimensions ({Text.Dims(x)})."),
            };

            private static T[]? Each<T>(T[]? list, int dims, string what)
            {
                if (list is null || list.Length == dims) return list;
                if (list.Length == 1) return [.. Enumerable.Repeat(list[0], dims)];
                throw new ArgumentException($"{what} takes 1 or {dims} numbers, but got {list.Length}.");
            }

            private static int SpatialDims(Tensor x) =>
                x.dim() is >= 3 and <= 5 ? (int)x.dim() - 2 : throw new ArgumentException($"interpolate needs 3 to 5 dimensions, but the input is {Text.Dims(x)}.");
        }
    }
}
