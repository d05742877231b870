using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Turns, scales, shears and shifts each image about its centre, with bilinear interpolation: the point x of the image
/// comes to R(rotation) · Sy(shear) · Sx(shear) · scale · x + shift, as in torchvision's <c>affine</c>. Settings that
/// are left out change nothing.
/// </summary>
public sealed record RandomAffine : IRandomTransform
{
    /// <summary>Degrees, clockwise. From −180 to 180. Default 0.</summary>
    public Interval Rotation { get; init; }

    /// <summary>Factor of the size: 2 shows everything twice as large. From 0.01 to 100. Default 1.</summary>
    public Interval Scale { get; init; } = (1, 1);

    /// <summary>Shift to the right as a share of the width. From −1 to 1. Default 0.</summary>
    public Interval ShiftX { get; init; }

    /// <summary>Shift downwards as a share of the height. From −1 to 1. Default 0.</summary>
    public Interval ShiftY { get; init; }

    /// <summary>Degrees by which upright lines lean. From −80 to 80. Default 0.</summary>
    public Interval ShearX { get; init; }

    /// <summary>Degrees by which level lines lean. From −80 to 80. Default 0.</summary>
    public Interval ShearY { get; init; }

    /// <summary>What shows beside the image; mirrored, the pixel at the edge occurs twice. Default black.</summary>
    public ImageBorder Border { get; init; }

    /// <inheritdoc/>
    bool IRandomTransform.ScalesWithImage => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Rotation.Outside(-180, 180, nameof(Rotation)),
            Scale.Outside(0.01, 100, nameof(Scale)),
            ShiftX.Outside(-1, 1, nameof(ShiftX)),
            ShiftY.Outside(-1, 1, nameof(ShiftY)),
            ShearX.Outside(-80, 80, nameof(ShearX)),
            ShearY.Outside(-80, 80, nameof(ShearY)),
            TransformImages.Known(Border, nameof(Border))
        );

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => TransformImages.Problems(this, shape);

    /// <inheritdoc/>
    public Tensor Apply(Tensor samples, TransformRandom random)
    {
        if (!TransformImages.Any(this, samples, random))
        {
            return samples.alias();
        }

        var aspect = samples.shape[3] / (double)samples.shape[2];
        double[] rotations = random.Uniform(Rotation);
        double[] scales = random.Uniform(Scale);
        double[] rights = random.Uniform(ShiftX);
        double[] downs = random.Uniform(ShiftY);
        double[] leansX = random.Uniform(ShearX);
        double[] leansY = random.Uniform(ShearY);
        var inverse = new double[random.Count * 6];
        for (var i = 0; i < random.Count; i++)
        {
            Inverse(rotations[i], scales[i], rights[i], downs[i], leansX[i], leansY[i], aspect).CopyTo(inverse, i * 6);
        }

        var theta = tensor(inverse, [random.Count, 2, 3]).to(samples.dtype, samples.device);
        var grid = nn.functional.affine_grid(theta, samples.shape, align_corners: false);
        var mode = Border switch
        {
            ImageBorder.Edge => GridSamplePaddingMode.Border,
            ImageBorder.Mirror => GridSamplePaddingMode.Reflection,
            _ => GridSamplePaddingMode.Zeros,
        };
        // Zeros are what libtorch puts beside an image: black is made zero for the while.
        var sampled = nn.functional.grid_sample(
            samples - TransformImages.Black,
            grid,
            GridSampleMode.Bilinear,
            mode,
            align_corners: false
        );
        return (sampled + TransformImages.Black).clamp(-1, 1);
    }

    /// <summary>From a place in the new image to the place in the old
    /// one, both with −1 and 1 at the edges: rows of [2, 3].</summary>
    private static double[] Inverse(
        double rotation,
        double scale,
        double right,
        double down,
        double leanX,
        double leanY,
        double aspect
    )
    {
        const double Degree = Math.PI / 180;
        var (sin, cos) = Math.SinCos(rotation * Degree);
        var tanX = Math.Tan(leanX * Degree);
        var tanY = Math.Tan(leanY * Degree);
        // [a b; c d] = R · Sy · Sx with Sy = [1 0; −tanY 1] and Sx = [1 −tanX; 0 1]; its determinant is 1.
        var a = cos + (sin * tanY);
        var c = sin - (cos * tanY);
        var b = -sin - (a * tanX);
        var d = cos - (c * tanX);
        // Inverse over the scale, and lengths of x and y in halves of the width and height.
        var xx = d / scale;
        var xy = -b / scale / aspect;
        var yx = -c / scale * aspect;
        var yy = a / scale;
        var x = 2 * right;
        var y = 2 * down;
        return [xx, xy, -((xx * x) + (xy * y)), yx, yy, -((yx * x) + (yy * y))];
    }
}
