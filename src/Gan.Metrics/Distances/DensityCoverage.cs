using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Density and coverage: like precision and recall, but with balls around real rows only and counted so that one
/// outlier weighs little. Naeem et al., "Reliable Fidelity and Diversity Metrics for Generative Models"
/// (arXiv:2002.09797, section 3). Larger is better.
/// </summary>
/// <param name="Density">Real balls that a fake row lies in, divided by k, on average: from 0; about 1 for equal
/// distributions, and may exceed it.</param>
/// <param name="Coverage">Share of real balls that hold a fake row, from 0 to 1.</param>
public sealed record DensityCoverage(double Density, double Coverage)
{
    /// <summary>Computes both in float64. Cost: N·(N + M) distances of D numbers each.</summary>
    /// <param name="real">Features [N, D], N greater than k.</param>
    /// <param name="fake">Features [M, D], M ≥ 1.</param>
    /// <param name="k">Which neighbour, itself not counted, sets the radius.
    /// At least 1; 5 in the paper. Inside means distance &lt; radius.</param>
    /// <exception cref="ArgumentException">These are not finite features of one width, or too few.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 1.</exception>
    public static DensityCoverage Compute(Tensor real, Tensor fake, int k = 5)
    {
        Argument.AtLeast(1, k);
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, k + 1L, 1);
        var radii = Neighbours.Radii(r, k).unsqueeze(1);
        var pairs = 0L;
        var covered = 0L;
        foreach (var strip in Neighbours.Strips(r, f))
        {
            using var scope = NewDisposeScope();
            var inside = Neighbours.Distances(r, f, strip).lt(radii.narrow(0, strip.Start, strip.Count));
            pairs += inside.sum().ToInt64();
            covered += inside.any(1).sum().ToInt64();
        }
        return new((double)pairs / k / f.shape[0], (double)covered / r.shape[0]);
    }

    /// <summary>
    /// The coverage to expect of a perfect generator, 1 − Π_{i=1..k} (N − i) / (N + M − i): a ball holds no fake row
    /// exactly when the k rows nearest to its centre, among the N − 1 other real and M fake ones, are all real, and
    /// they are exchangeable.
    /// </summary>
    /// <param name="real">N, greater than k.</param>
    /// <param name="fake">M, at least 1.</param>
    /// <param name="k">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double ExpectedCoverage(long real, long fake, int k = 5)
    {
        Argument.AtLeast(1, k);
        Argument.AtLeast(k + 1L, real);
        Argument.AtLeast(1, fake);
        var noFake = 1.0; // probability that a ball holds no fake row
        for (var i = 1; i <= k; i++)
        {
            noFake = noFake * (real - i) / (real + fake - i);
        }
        return 1 - noFake;
    }
}
