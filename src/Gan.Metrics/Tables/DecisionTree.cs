namespace Gan.Metrics;

/// <summary>
/// A tree of questions "is this feature at most so much" (CART, Breiman et al. 1984). Each leaf has the mean of its
/// targets. With one-hot targets the variance that a question takes away is Gini's impurity, so one tree serves classes
/// and numbers.
/// </summary>
internal sealed class DecisionTree
{
    private readonly int maxDepth;
    private readonly int leastRows;
    private readonly double[][] features;
    private readonly double[][] targets;
    private readonly Node root;

    private DecisionTree(double[][] features, double[][] targets, int maxDepth, int leastRows)
    {
        this.features = features;
        this.targets = targets;
        this.maxDepth = maxDepth;
        this.leastRows = leastRows;
        root = Grow([.. Enumerable.Range(0, features.Length)], depth: 0);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="features">[N][F].</param>
    /// <param name="targets">[N][K].</param>
    /// <param name="maxDepth">Questions on the way to a leaf at most.</param>
    /// <param name="leastRows">Rows of a leaf at least.</param>
    internal static DecisionTree Fit(double[][] features, double[][] targets, int maxDepth = 8, int leastRows = 10) =>
        new(features, targets, maxDepth, leastRows);

    /// <summary>The mean target of the leaf that a row comes to.</summary>
    internal double[] Predict(double[] row)
    {
        var node = root;
        while (node.Below is { } below)
        {
            node = row[node.Feature] <= node.Threshold ? below : node.Above!;
        }
        return node.Mean;
    }

    private Node Grow(int[] rows, int depth)
    {
        var node = new Node(Sum(rows).Select(sum => sum / rows.Length).ToArray());
        if (depth == maxDepth || rows.Length < 2 * leastRows || Best(rows) is not { } best)
        {
            return node;
        }
        node.Feature = best.Feature;
        node.Threshold = best.Threshold;
        node.Below = Grow([.. rows.Where(row => features[row][best.Feature] <= best.Threshold)], depth + 1);
        node.Above = Grow([.. rows.Where(row => features[row][best.Feature] > best.Threshold)], depth + 1);
        return node;
    }

    // The question that leaves the least variance: the sum of squares of the sums, over the rows, is the largest.
    private (int Feature, double Threshold)? Best(int[] rows)
    {
        var whole = Sum(rows);
        var largest = Gain(whole, rows.Length) + 1e-9;
        (int, double)? best = null;
        for (var feature = 0; feature < features[0].Length; feature++)
        {
            var order = rows.OrderBy(row => features[row][feature]).ToArray();
            var below = new double[whole.Length];
            for (var i = 1; i < order.Length; i++)
            {
                var target = targets[order[i - 1]];
                for (var k = 0; k < below.Length; k++)
                {
                    below[k] += target[k];
                }
                var before = features[order[i - 1]][feature];
                var after = features[order[i]][feature];
                if (i < leastRows || order.Length - i < leastRows || before == after)
                {
                    continue;
                }
                var above = whole.Zip(below, (all, part) => all - part);
                var gain = Gain(below, i) + Gain(above, order.Length - i);
                if (gain > largest)
                {
                    largest = gain;
                    best = (feature, before + ((after - before) / 2));
                }
            }
        }
        return best;
    }

    private static double Gain(IEnumerable<double> sums, int count) => sums.Sum(sum => sum * sum) / count;

    private double[] Sum(int[] rows)
    {
        var sum = new double[targets[0].Length];
        foreach (var row in rows)
        {
            for (var k = 0; k < sum.Length; k++)
            {
                sum[k] += targets[row][k];
            }
        }
        return sum;
    }

    private sealed class Node(double[] mean)
    {
        internal double[] Mean { get; } = mean;

        internal int Feature { get; set; }

        internal double Threshold { get; set; }

        /// <summary>Null in a leaf.</summary>
        internal Node? Below { get; set; }

        internal Node? Above { get; set; }
    }
}
