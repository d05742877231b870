using System.Globalization;
using Gan.Data;

/// <summary>Points about centres in the plane, each with a variance of 0.05 along both axes.</summary>
internal sealed class PlaneTable : SimulatedTable
{
    private const double Variance = 0.05;

    // Of the mixture that measures: the paper's evaluation takes more than there are centres.
    private const int Components = 30;
    private const int RingComponents = 10;

    private readonly (double X, double Y)[] centres;
    private readonly int components;

    private PlaneTable(
        string name,
        (double X, double Y)[] centres,
        int components,
        (double Synthetic, double Test) published
    )
    {
        Name = name;
        Published = published;
        this.centres = centres;
        this.components = components;
    }

    internal override string Name { get; }

    internal override (double Synthetic, double Test) Published { get; }

    internal override (double Synthetic, double Test) Identity =>
        Name switch
        {
            "grid" => (-3.06, -3.06),
            "gridr" => (-3.06, -3.07),
            _ => (-1.70, -1.70),
        };

    internal override double Exact => Name == "ring" ? -1.705 : -3.061;

    internal override IReadOnlyList<string> Columns => ["x", "y"];

    internal override TableOptions Stated =>
        Options with
        {
            Missing = MissingValues.Error,
            Columns = Columns.ToDictionary(column => column, _ => ColumnOptions.Number(-Reach, Reach, decimals: 6)),
        };

    private double Reach => Name == "ring" ? 2 : 6; // what anybody would state who knows the plane

    internal static PlaneTable Grid() => new("grid", Places(_ => 0), Components, (-5.63, -3.69));

    /// <summary>Each centre moved by up to half a unit along both axes.</summary>
    internal static PlaneTable MovedGrid()
    {
        var random = new Random(1);
        return new("gridr", Places(_ => random.NextDouble() - 0.5), Components, (-8.11, -4.31));
    }

    internal static PlaneTable Ring()
    {
        var centres = Enumerable.Range(0, 8).Select(i => Math.SinCos(2 * Math.PI * i / 8)).Select(p => (p.Cos, p.Sin));
        return new("ring", [.. centres], RingComponents, (-3.43, -2.19));
    }

    private static (double X, double Y)[] Places(Func<int, double> move) =>
        [.. Enumerable.Range(0, 25).Select(i => ((2.0 * (i / 5)) - 4 + move(i), (2.0 * (i % 5)) - 4 + move(i)))];

    internal override IReadOnlyList<IReadOnlyList<string>> Draw(int rows, Random random)
    {
        var drawn = new List<IReadOnlyList<string>>();
        for (var i = 0; i < rows; i++)
        {
            var (x, y) = centres[random.Next(centres.Length)];
            var radius = Math.Sqrt(-2 * Variance * Math.Log(1 - random.NextDouble()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            drawn.Add([Text(x + (radius * cos)), Text(y + (radius * sin))]);
        }
        return drawn;
    }

    private static string Text(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    internal override (double Synthetic, double Test) Likelihoods(
        IReadOnlyList<IReadOnlyList<string>> synthetic,
        IReadOnlyList<IReadOnlyList<string>> test
    )
    {
        var made = Points(synthetic);
        var real = Points(test);
        return (
            DiagonalMixture.Fit(real, components, seed: 1).MeanLogLikelihood(made),
            DiagonalMixture.Fit(made, components, seed: 1).MeanLogLikelihood(real)
        );
    }

    private static double[][] Points(IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. rows.Select(row => row.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
