using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Fréchet distance of two Gaussians fitted to features, ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½): the FID where the
/// features are Inception's. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule" (arXiv:1706.08500, equation
/// 6). From 0 (alike); smaller is better.
/// </summary>
/// <remarks>
/// The trace of (Σ₁Σ₂)^½ is Σ √eig(√Σ₁ Σ₂ √Σ₁), taken as the singular values of √Σ₁ √Σ₂: never complex, symmetric in
/// its arguments, and exact to rounding for fewer samples than features too. Covariances are divided by N − 1. The
/// value is biased upward for few samples: compare only values of equal counts; the paper asks for 10,000 or more.
/// </remarks>
public static class FrechetDistance
{
    private const double UnitRoundoff = 2.220446049250313e-16; // 2⁻⁵²

    /// <summary>Computes the distance in float64. Cost: three decompositions
    /// of [D, D], some 12 s on one core at D = 2,048 and N = 10,000.</summary>
    /// <param name="real">Features [N, D], N ≥ 2.</param>
    /// <param name="fake">Features [M, D], M ≥ 2.</param>
    /// <exception cref="ArgumentException">These are not finite features of one width, or too few.</exception>
    public static double Compute(Tensor real, Tensor fake)
    {
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, 2, 2);
        using var first = FeatureStatistics.Of(r);
        using var second = FeatureStatistics.Of(f);
        return Compute(first, second);
    }

    /// <summary>
    /// Computes the distance from statistics that were collected batch by batch. They keep their decomposition, so that
    /// a second distance from the same set costs two thirds.
    /// </summary>
    /// <param name="real">Of at least 2 rows.</param>
    /// <param name="fake">Of at least 2 rows.</param>
    /// <exception cref="ArgumentException">The features are of different widths.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than 2 rows.</exception>
    public static double Compute(FeatureStatistics real, FeatureStatistics fake)
    {
        ArgumentNullException.ThrowIfNull(real);
        ArgumentNullException.ThrowIfNull(fake);
        using var _ = NewDisposeScope();
        if (real.Size != fake.Size)
        {
            throw new ArgumentException(
                $"Both sets must have features of one width, but real has {real.Size} and fake {fake.Size}.",
                nameof(fake)
            );
        }
        var shift = real.Mean().sub(fake.Mean()).square().sum();
        var cross = linalg.svdvals(real.Root(Root).mm(fake.Root(Root).mT)).sum();
        var distance = shift.add(real.Covariance().trace()).add(fake.Covariance().trace()).sub(cross.mul(2));
        return Math.Max(0, distance.ToDouble()); // rounding can leave a hair below zero where the sets are equal
    }

    /// <summary>
    /// A matrix R with RᵀR = Σ, the root but for a rotation that singular values do not see. Eigenvalues that rounding
    /// cannot tell from 0, negative ones among them, are 0: the root of 1e-16 would be an error of 1e-8 for each
    /// direction without variance.
    /// </summary>
    private static Tensor Root(Tensor covariance)
    {
        var (values, vectors) = linalg.eigh(covariance);
        var rounding = values.abs().max().ToDouble() * values.shape[0] * UnitRoundoff;
        return vectors.mT.mul(values.mul(values.gt(rounding)).sqrt().unsqueeze(1));
    }
}
