namespace Gan.Data;

/// <summary>Finds the modes of a column's numbers (CTGAN, Xu et al. 2019, section 4.2).</summary>
internal static class ModeFit
{
    private const double LeastWeight = 0.005;

    // Numbers are read at so many places of their order. Of few of them, two modes at the same place soon become one;
    // of many, each is as wide as it is.
    private const int FewValues = 2000;
    private const int ManyValues = 10_000;
    private const int FirstRounds = 1000;
    private const int LastRounds = 100;

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
        double[] sorted = [.. numbers.Select(number => (number - mean) / deviation).Order()];
        var few = Places(sorted, FewValues);
        if (few.Values.Length < 2)
        {
            return [new NumberMode(1, mean, deviation)];
        }

        var (clusters, count) = Clusters(few.Values, few.Counts, most);
        var first = VariationalMixture.Fit(few.Values, few.Counts, clusters, count, FirstRounds);
        var centres = Modes(first);
        var many = Places(sorted, ManyValues);
        int[] likeliest = [.. many.Values.Select(value => Likeliest(centres, value))];
        var last = VariationalMixture.Fit(many.Values, many.Counts, likeliest, centres.Count, LastRounds);
        return
        [
            .. Modes(last)
                .Select(mode => new NumberMode(mode.Weight, mean + (mode.Mean * deviation), mode.Deviation * deviation))
                .OrderBy(mode => mode.Mean),
        ];
    }

    private static List<NumberMode> Modes(VariationalMixture mixture)
    {
        var weights = mixture.Weights;
        var modes = new List<NumberMode>();
        for (var k = 0; k < weights.Length; k++)
        {
            if (weights[k] > LeastWeight)
            {
                modes.Add(new NumberMode(weights[k], mixture.Means[k], Math.Sqrt(mixture.Variances[k])));
            }
        }

        return modes;
    }

    private static int Likeliest(List<NumberMode> modes, double value)
    {
        var best = 0;
        var largest = double.NegativeInfinity;
        for (var k = 0; k < modes.Count; k++)
        {
            var density = modes[k].LogDensity(value);
            if (density > largest)
            {
                largest = density;
                best = k;
            }
        }

        return best;
    }

    /// <summary>Different values with how often they occur, read at so many places of their order at most.</summary>
    private static (double[] Values, double[] Counts) Places(double[] sorted, int most)
    {
        var each = Math.Max(1, sorted.Length / (double)most);
        var values = new List<double>();
        var counts = new List<double>();
        for (var i = 0; i < Math.Min(most, sorted.Length); i++)
        {
            var value = sorted[(int)((i + 0.5) * each)];
            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1] += Count();
            }
            else
            {
                values.Add(value);
                counts.Add(Count());
            }
        }

        return ([.. values], [.. counts]);

        // of few places one is one number, of many it is as many as there are
        double Count() => most == FewValues ? 1 : each;
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
