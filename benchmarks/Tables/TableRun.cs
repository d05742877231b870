using System.Diagnostics;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Games;

/// <summary>What all trainings share.</summary>
/// <param name="Epochs">How often as many rows are read as the table has.</param>
/// <param name="Rows">Rows to learn from, to test with and to draw.</param>
/// <param name="Average">Decay of the generator's moving average.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Rate">Learning rate of trainings with an ε; null for the default.</param>
internal sealed record TableSettings(int Epochs, int Rows, double Average, int Batch, double? Rate);

/// <summary>One method on one simulated table, judged.</summary>
internal static class TableRun
{
    private const double Delta = 1e-5;

    /// <param name="table">Where rows come from.</param>
    /// <param name="method">"ctgan", "copula", or "epsilon" and a number such as "epsilon 3".</param>
    /// <param name="settings">What all share.</param>
    /// <param name="seed">Seed of rows and training.</param>
    internal static TableResult Of(SimulatedTable table, string method, TableSettings settings, int seed)
    {
        var random = new Random(seed);
        var train = table.Draw(settings.Rows, random);
        var test = table.Draw(settings.Rows, random);
        var start = Stopwatch.GetTimestamp();
        var made = Made(table, train, method, settings, seed);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (synthetic, tested) = table.Likelihoods(made, test);
        var (own, ownTested) = table.Likelihoods(train, test);
        var name = settings.Rate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"{method}, rate {rate}")
            : method;
        return new(table.Name, name, seed, synthetic, tested, own, ownTested, seconds);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Made(
        SimulatedTable table,
        IReadOnlyList<IReadOnlyList<string>> train,
        string method,
        TableSettings settings,
        int seed
    )
    {
        var batch = Math.Min(settings.Batch, settings.Rows / 10 * 10);
        var training = new TrainingOptions
        {
            Steps = settings.Epochs * (settings.Rows / batch),
            BatchSize = batch,
            Seed = (ulong)seed,
            MovingAverageDecay = settings.Average,
        };
        if (method == "copula")
        {
            return GaussianCopula.Fit(Load(table, train, table.Options)).Sample(settings.Rows, seed);
        }
        var builder = method.StartsWith("epsilon ", StringComparison.Ordinal)
            ? new TableBuilder()
                .WithTable(Load(table, train, table.Stated))
                .WithDifferentialPrivacy(double.Parse(method[8..], CultureInfo.InvariantCulture), Delta)
                .With(gan => settings.Rate is { } rate ? gan.WithOptimizers(new AdamOptions(rate)) : gan)
            : new TableBuilder().WithTable(Load(table, train, table.Options)).WithCtgan();
        using var gan = builder.With(gan => gan.WithTraining(training)).Train();
        if (gan.Privacy is { } spent)
        {
            Console.Error.WriteLine(spent);
        }
        return gan.Sample(settings.Rows, seed: seed);
    }

    private static CsvTable Load(
        SimulatedTable table,
        IReadOnlyList<IReadOnlyList<string>> rows,
        TableOptions options
    ) => TemporaryCsv.Load([string.Join(',', table.Columns), .. rows.Select(row => string.Join(',', row))], options);
}
