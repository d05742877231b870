using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Sliced Wasserstein distance: (mean over directions of W_pᵖ of the projections)^(1/p), exact in each direction by
/// sorting. Bonneel et al., "Sliced and Radon Wasserstein Barycenters of Measures" (2015, section 3). From 0 (alike),
/// in the features' unit.
/// </summary>
public static class SlicedWasserstein
{
    /// <summary>Computes the distance along random directions in float64.</summary>
    /// <param name="real">Features [N, D].</param>
    /// <param name="fake">Features [M, D]; M may differ from N.</param>
    /// <param name="projections">Random directions, at least 1. The error falls with their square root.</param>
    /// <param name="order">p, at least 1. Default 2.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <exception cref="ArgumentException">These are not finite features of one width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Compute(Tensor real, Tensor fake, int projections = 512, double order = 2, ulong seed = 0)
    {
        Argument.Within(1, 10_000_000, projections);
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, 1, 1);
        using var random = new Generator(seed);
        var directions = randn([projections, r.shape[1]], ScalarType.Float64, generator: random);
        return Compute(r, f, directions, order);
    }

    /// <summary>Computes the distance along given directions.</summary>
    /// <param name="real">Features [N, D].</param>
    /// <param name="fake">Features [M, D].</param>
    /// <param name="directions">[P, D], of any length but 0; they are normalised.</param>
    /// <param name="order">p, at least 1.</param>
    /// <exception cref="ArgumentException">These are not finite features and directions of one width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">order is less than 1.</exception>
    public static double Compute(Tensor real, Tensor fake, Tensor directions, double order = 2)
    {
        Argument.AtLeast(1, order);
        using var _ = NewDisposeScope();
        var (r, f) = FeatureRows.Pair(real, fake, 1, 1);
        var lines = FeatureRows.Of(directions, nameof(directions), 1);
        if (lines.shape[1] != r.shape[1])
        {
            throw new ArgumentException(
                $"directions must have the features' width, {r.shape[1]}, but have {lines.shape[1]}.",
                nameof(directions)
            );
        }
        var unit = lines.div(lines.square().sum(1, keepdim: true).sqrt()).mT;
        var x = r.mm(unit).sort(0).Values;
        var y = f.mm(unit).sort(0).Values;
        var (rows, columns, weights) = Coupling(r.shape[0], f.shape[0]);
        var distances = x.index_select(0, tensor(rows)).sub(y.index_select(0, tensor(columns))).abs();
        var cost = distances.pow(order).mul(tensor(weights).unsqueeze(1)).sum([0L]);
        return Math.Pow(cost.mean().ToDouble(), 1 / order);
    }

    /// <summary>The monotone transport of n equal masses onto m: which
    /// sorted row goes to which, and how much of the whole.</summary>
    private static (long[] Rows, long[] Columns, double[] Weights) Coupling(long n, long m)
    {
        var rows = new List<long>();
        var columns = new List<long>();
        var weights = new List<double>();
        // In units of 1 / (n·m), in which both sets' borders are whole numbers.
        var i = 0L;
        var j = 0L;
        var border = 0L;
        while (i < n && j < m)
        {
            var next = Math.Min((i + 1) * m, (j + 1) * n);
            rows.Add(i);
            columns.Add(j);
            weights.Add((double)(next - border) / n / m);
            if (next == (i + 1) * m)
            {
                i++;
            }
            if (next == (j + 1) * n)
            {
                j++;
            }
            border = next;
        }
        return ([.. rows], [.. columns], [.. weights]);
    }
}
