namespace Gan.Metrics;

/// <summary>A column to be told by a tree from the others, and the rows that try it.</summary>
internal sealed class TreeTask
{
    private readonly int target;
    private readonly ColumnCells[] tested;
    private readonly string[][] words; // of each column, in the code's order
    private readonly double[] means; // of each column, for missing numbers

    /// <param name="real">The real rows, whose words there are codes for.</param>
    /// <param name="tested">The rows that try the tree.</param>
    /// <param name="target">Number of the column.</param>
    internal TreeTask(ColumnCells[] real, ColumnCells[] tested, int target)
    {
        this.target = target;
        this.tested = tested;
        words =
        [
            .. real.Select(
                (column, i) =>
                    column.Numbers is not null
                        ? []
                        : column.Words.Concat(tested[i].Words).Distinct().Order(StringComparer.Ordinal).ToArray()
            ),
        ];
        means = [.. real.Select(column => column.Numbers?.OfType<double>().DefaultIfEmpty().Average() ?? 0)];
        IsNumber = real[target].Numbers is not null;
    }

    internal bool IsNumber { get; }

    /// <summary>Score of a tree that learnt from a table.</summary>
    internal double Score(ColumnCells[] table)
    {
        var rows = Known(table);
        var asked = Known(tested);
        if (rows.Length == 0 || asked.Length == 0)
        {
            return double.NaN;
        }
        var tree = DecisionTree.Fit(
            [.. rows.Select(row => Features(table, row))],
            [.. rows.Select(row => Target(table, row))]
        );
        double[][] told = [.. asked.Select(row => tree.Predict(Features(tested, row)))];
        return IsNumber ? Explained(asked, told) : MacroF1(asked, told);
    }

    // Rows where the target is there; a word that no real row has is none to be learnt.
    private int[] Known(ColumnCells[] table) =>
        [
            .. Enumerable
                .Range(0, table[target].Words.Length)
                .Where(row =>
                    IsNumber
                        ? table[target].Numbers![row] is not null
                        : Array.IndexOf(words[target], table[target].Words[row]) >= 0
                ),
        ];

    private double[] Features(ColumnCells[] table, int row)
    {
        var features = new List<double>();
        for (var i = 0; i < table.Length; i++)
        {
            if (i == target)
            {
                continue;
            }
            if (table[i].Numbers is { } numbers)
            {
                features.Add(numbers[row] ?? means[i]);
                features.Add(numbers[row] is null ? 1 : 0);
            }
            else
            {
                features.AddRange(OneHot(words[i], table[i].Words[row]));
            }
        }
        return [.. features];
    }

    private double[] Target(ColumnCells[] table, int row) =>
        table[target].Numbers is { } numbers
            ? [numbers[row]!.Value]
            : [.. OneHot(words[target], table[target].Words[row])];

    private static IEnumerable<double> OneHot(string[] words, string word) =>
        words.Select(each => each == word ? 1.0 : 0);

    /// <summary>R²: the share of the variance that is told.</summary>
    private double Explained(int[] rows, double[][] told)
    {
        double[] truth = [.. rows.Select(row => tested[target].Numbers![row]!.Value)];
        var mean = truth.Average();
        var left = truth.Zip(told, (value, guess) => (value - guess[0]) * (value - guess[0])).Sum();
        var whole = truth.Sum(value => (value - mean) * (value - mean));
        return whole > 0 ? 1 - (left / whole) : double.NaN;
    }

    /// <summary>The mean over the words of 2 · right / (said + there), of those that are there.</summary>
    private double MacroF1(int[] rows, double[][] told)
    {
        int[] truth = [.. rows.Select(row => Array.IndexOf(words[target], tested[target].Words[row]))];
        int[] said = [.. told.Select(shares => Array.IndexOf(shares, shares.Max()))];
        return truth
            .Distinct()
            .Average(word =>
            {
                var right = truth.Zip(said).Count(pair => pair.First == word && pair.Second == word);
                return 2.0 * right / (truth.Count(each => each == word) + said.Count(each => each == word));
            });
    }
}
