using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

internal static class FeatureRows
{
    /// <summary>Features as float64 [N, D] on the CPU. Belongs to the caller's scope.</summary>
    /// <exception cref="ArgumentException">They are not [N, D], not
    /// finite, or fewer than <paramref name="min"/> rows.</exception>
    public static Tensor Of(Tensor features, string name, long min)
    {
        ArgumentNullException.ThrowIfNull(features, name);
        var shape = features.shape;
        if (shape.Length != 2 || shape[1] == 0)
        {
            var text = ShapeText.Of(shape);
            throw new ArgumentException(
                $"{name} must be features of shape [N, D], a row for each sample, but have shape {text}.",
                name
            );
        }
        if (shape[0] < min)
        {
            throw new ArgumentException($"{name} must have at least {min} rows, but has {shape[0]}.", name);
        }
        var exact = features.detach().to(ScalarType.Float64).cpu();
        var bad = exact.isfinite().logical_not().any(1).nonzero();
        if (bad.shape[0] > 0)
        {
            throw new ArgumentException(
                $"{name} must be finite, but {bad.shape[0]} of its {shape[0]} rows hold NaN or infinity, the first of "
                    + $"them row {bad[0, 0].ToInt64()}.",
                name
            );
        }
        return exact;
    }

    /// <summary>Both sets, which must be of one width.</summary>
    public static (Tensor Real, Tensor Fake) Pair(Tensor real, Tensor fake, long minReal, long minFake)
    {
        var r = Of(real, nameof(real), minReal);
        var f = Of(fake, nameof(fake), minFake);
        if (r.shape[1] != f.shape[1])
        {
            throw new ArgumentException(
                $"Both sets must have features of one width, but real has {r.shape[1]} and fake {f.shape[1]}: "
                    + "take both from one extractor.",
                nameof(fake)
            );
        }
        return (r, f);
    }
}
