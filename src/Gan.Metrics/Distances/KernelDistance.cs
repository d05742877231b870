using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Kernel distance (KID where the features are Inception's): the unbiased estimate of the squared maximum mean
/// discrepancy under the cubic kernel (xᵀy / D + 1)³, over random subsets. Bińkowski et al., "Demystifying MMD GANs"
/// (arXiv:1801.01401, section 4). Its expectation is 0 for equal distributions whatever the counts, so single values
/// may be negative; they are not clamped.
/// </summary>
/// <param name="Mean">Mean over the subsets.</param>
/// <param name="StandardDeviation">Population standard deviation over the subsets.</param>
public sealed record KernelDistance(double Mean, double StandardDeviation)
{
    private const ulong FakeStream = 0xFA4E; // else equal counts would draw equal rows of both sets

    /// <summary>Computes the distance in float64.</summary>
    /// <param name="real">Features [N, D].</param>
    /// <param name="fake">Features [M, D].</param>
    /// <param name="subsets">How many subsets, at least 1. Default 100, as in the usual tools.</param>
    /// <param name="subsetSize">Rows of each set in a subset, without
    /// replacement: from 2 to the smaller count. Default 1,000.</param>
    /// <param name="seed">Chooses the subsets.</param>
    /// <exception cref="ArgumentException">These are not finite
    /// features of one width, or fewer than a subset.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static KernelDistance Compute(
        Tensor real,
        Tensor fake,
        int subsets = 100,
        int subsetSize = 1000,
        ulong seed = 0
    )
    {
        Argument.Within(1, 10_000_000, subsets);
        Argument.AtLeast(2, subsetSize);
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, subsetSize, subsetSize);
        var values = new double[subsets];
        for (var subset = 0; subset < subsets; subset++)
        {
            using var scope = NewDisposeScope();
            var x = Subset(r, subsetSize, seed, subset);
            var y = Subset(f, subsetSize, seed ^ FakeStream, subset);
            values[subset] = Unbiased(x, y);
        }
        var mean = values.Average();
        var variance = values.Average(value => (value - mean) * (value - mean));
        return new(mean, Math.Sqrt(variance));
    }

    /// <summary>The unbiased estimate on all rows at once. Memory: N·M numbers.</summary>
    /// <param name="real">Features [N, D], N ≥ 2.</param>
    /// <param name="fake">Features [M, D], M ≥ 2.</param>
    /// <exception cref="ArgumentException">These are not finite features of one width, or too few.</exception>
    public static double SquaredDiscrepancy(Tensor real, Tensor fake)
    {
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, 2, 2);
        return Unbiased(r, f);
    }

    private static Tensor Subset(Tensor rows, long size, ulong seed, long subset)
    {
        using var order = Shuffle.Order(rows.shape[0], seed, subset);
        return rows.index_select(0, order.narrow(0, 0, size));
    }

    private static double Unbiased(Tensor x, Tensor y) =>
        WithinMean(Kernel(x, x)) + WithinMean(Kernel(y, y)) - 2 * Kernel(x, y).mean().ToDouble();

    /// <summary>Mean over pairs of different rows.</summary>
    private static double WithinMean(Tensor kernel)
    {
        var count = kernel.shape[0];
        return kernel.sum().sub(kernel.trace()).ToDouble() / count / (count - 1);
    }

    private static Tensor Kernel(Tensor x, Tensor y) => x.mm(y.mT).div(x.shape[1]).add(1).pow(3);
}
