using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Improved precision and recall: how much of the samples lies among the data, and how much of the data among the
/// samples. Each set's manifold is the union of balls around its rows that reach to the k-th nearest other row.
/// Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative Models" (arXiv:1904.06991,
/// section 2). Both from 0 to 1; larger is better.
/// </summary>
/// <param name="Precision">Share of fake rows within the ball of some real one (distance ≤ radius): quality.</param>
/// <param name="Recall">Share of real rows within the ball of some fake one: variety.</param>
public sealed record PrecisionRecall(double Precision, double Recall)
{
    /// <summary>Computes both in float64. Cost: (N + M)² distances of D numbers each.</summary>
    /// <param name="real">Features [N, D], N greater than k.</param>
    /// <param name="fake">Features [M, D], M greater than k.</param>
    /// <param name="k">Which neighbour, itself not counted, sets the radius. At least 1; 3 in the paper.</param>
    /// <exception cref="ArgumentException">These are not finite features of one width, or too few.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    public static PrecisionRecall Compute(Tensor real, Tensor fake, int k = 3)
    {
        Argument.AtLeast(1, k);
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, k + 1L, k + 1L);
        return new(ShareWithin(f, r, k), ShareWithin(r, f, k));
    }

    private static double ShareWithin(Tensor rows, Tensor centres, int k)
    {
        var radii = Neighbours.Radii(centres, k);
        var inside = 0L;
        foreach (var strip in Neighbours.Strips(rows, centres))
        {
            using var scope = NewDisposeScope();
            inside += Neighbours.Distances(rows, centres, strip).le(radii).any(1).sum().ToInt64();
        }
        return (double)inside / rows.shape[0];
    }
}
