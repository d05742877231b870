using Gan.Data;

/// <summary>The network of chest clinics (Lauritzen and Spiegelhalter 1988): eight answers, yes or no.</summary>
internal sealed class AsiaTable : SimulatedTable
{
    private const double Least = 1e-8; // the evaluation's, so that a row that cannot be is no infinity

    // Each answer's parents, and the chance of a yes for each of their answers: the last parent's changes fastest, no
    // before yes.
    private static readonly (string Name, int[] Parents, double[] Yes)[] Nodes =
    [
        ("asia", [], [0.01]),
        ("tuberculosis", [0], [0.01, 0.05]),
        ("smoker", [], [0.5]),
        ("cancer", [2], [0.01, 0.1]),
        ("bronchitis", [2], [0.3, 0.6]),
        ("either", [1, 3], [0, 1, 1, 1]),
        ("xray", [5], [0.05, 0.98]),
        ("dyspnoea", [4, 5], [0.1, 0.7, 0.8, 0.9]),
    ];

    internal override string Name => "asia";

    internal override (double Synthetic, double Test) Published => (-2.56, -2.31);

    internal override (double Synthetic, double Test) Identity => (-2.23, -2.24);

    internal override double Exact => -2.237;

    internal override IReadOnlyList<string> Columns => [.. Nodes.Select(node => node.Name)];

    internal override TableOptions Stated =>
        Options with
        {
            Missing = MissingValues.Error,
            Columns = Columns.ToDictionary(column => column, _ => ColumnOptions.OneOf("no", "yes")),
        };

    internal override IReadOnlyList<IReadOnlyList<string>> Draw(int rows, Random random)
    {
        var drawn = new List<IReadOnlyList<string>>();
        for (var i = 0; i < rows; i++)
        {
            var answers = new bool[Nodes.Length];
            for (var node = 0; node < Nodes.Length; node++)
            {
                answers[node] = random.NextDouble() < Nodes[node].Yes[Case(answers, node)];
            }
            drawn.Add([.. answers.Select(answer => answer ? "yes" : "no")]);
        }
        return drawn;
    }

    private static int Case(bool[] answers, int node) =>
        Nodes[node].Parents.Aggregate(0, (number, parent) => (2 * number) + (answers[parent] ? 1 : 0));

    internal override (double Synthetic, double Test) Likelihoods(
        IReadOnlyList<IReadOnlyList<string>> synthetic,
        IReadOnlyList<IReadOnlyList<string>> test
    )
    {
        var made = Answers(synthetic);
        var real = Answers(test);
        double[][] truth = [.. Nodes.Select(node => node.Yes)];
        return (Mean(truth, made), Mean(Fit(made), real));
    }

    private static bool[][] Answers(IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. rows.Select(row => row.Select(cell => cell == "yes").ToArray())];

    // The same structure with the shares of the rows.
    private static double[][] Fit(bool[][] rows)
    {
        var fitted = Nodes.Select(node => new double[node.Yes.Length]).ToArray();
        for (var node = 0; node < Nodes.Length; node++)
        {
            for (var asked = 0; asked < fitted[node].Length; asked++)
            {
                var fitting = rows.Where(row => Case(row, node) == asked).ToList();
                fitted[node][asked] = fitting.Count == 0 ? 0.5 : fitting.Average(row => row[node] ? 1 : 0);
            }
        }
        return fitted;
    }

    private static double Mean(double[][] yes, bool[][] rows) =>
        rows.Average(row =>
        {
            var chance = 1.0;
            for (var node = 0; node < Nodes.Length; node++)
            {
                var share = yes[node][Case(row, node)];
                chance *= row[node] ? share : 1 - share;
            }
            return Math.Log(chance + Least);
        });
}
