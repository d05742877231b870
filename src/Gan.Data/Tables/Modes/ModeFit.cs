namespace Gan.Data;

/// <summary>Finds the modes of a column's numbers (CTGAN, Xu et al. 2019, section 4.2).</summary>
internal static class ModeFit
{
    private const double LeastWeight = 0.005;

    // Values beyond these many different ones are read at as many places of their order, which shows the same modes.
    private const int MaxValues = 20_000;

    private const int MaxRounds = 100;

    /// <summary>The modes that weigh more than 0.005, by their means; one of deviation 0 for equal numbers.</summary>
    /// <param name="numbers">At least one finite number.</param>
    /// <param name="most">How many there are at most.</param>
    public static IReadOnlyList<NumberMode> Fit(IReadOnlyList<double> numbers, int most)
    {
        var (mean, deviation) = NumericFit.Moments(numbers);
        if (deviation == 0)
        {
            return [new NumberMode(1, mean, 0)];
        }

        // So the least variance of a mode is a share of the column's own, whatever its unit.
        var (values, counts) = Distinct([.. numbers.Select(number => (number - mean) / deviation).Order()]);
        if (values.Length < 2)
        {
            return [new NumberMode(1, mean, deviation)];
        }

        var (clusters, count) = Clusters(values, counts, most);
        var mixture = VariationalMixture.Fit(values, counts, clusters, count);
        var weights = mixture.Weights;
        var modes = new List<NumberMode>();
        for (var k = 0; k < count; k++)
        {
            if (weights[k] > LeastWeight)
            {
                var own = Math.Sqrt(mixture.Variances[k]) * deviation;
                modes.Add(new NumberMode(weights[k], mean + (mixture.Means[k] * deviation), own));
            }
        }

        return [.. modes.OrderBy(mode => mode.Mean)];
    }

    private static (double[] Values, double[] Counts) Distinct(double[] sorted)
    {
        var values = new List<double>();
        var counts = new List<double>();
        foreach (var value in sorted)
        {
            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1]++;
            }
            else
            {
                values.Add(value);
                counts.Add(1);
            }
        }

        if (values.Count <= MaxValues)
        {
            return ([.. values], [.. counts]);
        }

        var each = sorted.Length / (double)MaxValues;
        double[] places = [.. Enumerable.Range(0, MaxValues).Select(i => sorted[(int)((i + 0.5) * each)])];
        return (places, [.. Enumerable.Repeat(each, MaxValues)]);
    }

    /// <summary>Lloyd's algorithm from places that lie evenly in the values' order. In one dimension a cluster is a run
    /// of them. The largest is number 0: the Dirichlet process expects the first modes to be the heaviest.</summary>
    private static (int[] Clusters, int Count) Clusters(double[] values, double[] counts, int most)
    {
        var count = Math.Min(most, values.Length);
        var total = counts.Sum();
        var centres = Quantiles(values, counts, total, count);
        var clusters = new int[values.Length];
        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = Assign(values, centres, clusters);
            var sums = new double[centres.Length];
            var sizes = new double[centres.Length];
            for (var i = 0; i < values.Length; i++)
            {
                sums[clusters[i]] += counts[i] * values[i];
                sizes[clusters[i]] += counts[i];
            }

            centres = [.. centres.Select((centre, k) => sizes[k] > 0 ? sums[k] / sizes[k] : centre)];
            if (!changed && round > 0)
            {
                break;
            }
        }

        var order = Enumerable
            .Range(0, centres.Length)
            .OrderByDescending(k => Enumerable.Range(0, values.Length).Where(i => clusters[i] == k).Sum(i => counts[i]))
            .ToList();
        return ([.. clusters.Select(cluster => order.IndexOf(cluster))], centres.Length);
    }

    private static double[] Quantiles(double[] values, double[] counts, double total, int count)
    {
        var centres = new List<double>();
        var before = 0.0;
        var next = 0;
        for (var i = 0; i < values.Length && next < count; i++)
        {
            before += counts[i];
            if (before > (next + 0.5) * total / count)
            {
                centres.Add(values[i]);
                // a value that occurs often holds several places
                next = Math.Max(next + 1, (int)Math.Ceiling((before * count / total) - 0.5));
            }
        }

        return [.. centres];
    }

    private static bool Assign(double[] values, double[] centres, int[] clusters)
    {
        var changed = false;
        var nearest = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (
                nearest + 1 < centres.Length
                && Math.Abs(centres[nearest + 1] - values[i]) < Math.Abs(centres[nearest] - values[i])
            )
            {
                nearest++;
            }

            changed |= clusters[i] != nearest;
            clusters[i] = nearest;
        }

        return changed;
    }
}
