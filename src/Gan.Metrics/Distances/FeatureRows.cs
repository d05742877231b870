using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

internal static class FeatureRows
{
    /// <summary>Features as float64 [N, D] on the CPU, proven finite and enough. Belongs to the caller's
    /// scope.</summary>
    public static Tensor Checked(Tensor features, string name, long least)
    {
        ArgumentNullException.ThrowIfNull(features, name);
        var shape = features.shape;
        if (shape.Length != 2 || shape[1] == 0)
        {
            throw new ArgumentException(
                $"{name} must be features of shape [N, D], a row for each sample, but have shape "
                    + $"{ShapeText.Of(shape)}.",
                name
            );
        }
        if (shape[0] < least)
        {
            throw new ArgumentException($"{name} must have at least {least} rows, but has {shape[0]}.", name);
        }
        var exact = features.detach().to(ScalarType.Float64).cpu();
        if (exact.isfinite().logical_not().any(1).nonzero() is { } bad && bad.shape[0] > 0)
        {
            throw new ArgumentException(
                $"{name} must be finite, but {bad.shape[0]} of its {shape[0]} rows hold NaN or infinity, "
                    + $"the first of them row {bad[0, 0].ToInt64()}.",
                name
            );
        }
        return exact;
    }

    /// <summary>Both sets checked, of one width.</summary>
    public static (Tensor Real, Tensor Fake) Checked(Tensor real, Tensor fake, long leastReal, long leastFake)
    {
        var r = Checked(real, nameof(real), leastReal);
        var f = Checked(fake, nameof(fake), leastFake);
        if (r.shape[1] != f.shape[1])
        {
            throw new ArgumentException(
                $"Both sets must have features of one width, but real has {r.shape[1]} and fake "
                    + $"{f.shape[1]}: take both from one extractor.",
                nameof(fake)
            );
        }
        return (r, f);
    }
}
