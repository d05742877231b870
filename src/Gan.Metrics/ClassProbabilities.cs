using TorchSharp;
using static System.FormattableString;
using static TorchSharp.torch;

namespace Gan.Metrics;

internal static class ClassProbabilities
{
    private const double Tolerance = 1e-3;

    /// <summary>Probabilities as float64 [N, K] on the CPU. Belongs to the caller's scope.</summary>
    /// <exception cref="ArgumentException">A row is no distribution.</exception>
    public static Tensor Of(Tensor probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var shape = probabilities.shape;
        if (shape.Length != 2 || shape.Contains(0))
        {
            throw new ArgumentException(
                "Probabilities have shape [N, K], a row for each sample and a column for each class, but were given as "
                    + $"{ShapeText.Of(shape)}.",
                nameof(probabilities)
            );
        }
        var exact = probabilities.detach().to(ScalarType.Float64).cpu();
        var low = exact.min().ToDouble();
        var error = exact.sum(1).sub(1).abs().max().ToDouble();
        if (!(low >= 0 && error <= Tolerance)) // NaN fails here too
        {
            throw new ArgumentException(
                "Rows of probabilities must not be negative and must sum to 1, but the smallest entry is "
                    + Invariant($"{low} and a sum is off by {error}. Pass softmax outputs, not logits."),
                nameof(probabilities)
            );
        }
        return exact;
    }
}
