using System.Globalization;

namespace Gan.Monitoring;

/// <summary>
/// A table with one row a due step (RFC 4180, with a line feed at the end of lines), for spreadsheets and
/// <c>pandas.read_csv</c>. After a resume the file goes on behind the checkpoint's step; a fresh training replaces it.
/// </summary>
/// <remarks>
/// The columns are the same in every row: <c>step, seconds</c> of training so far, losses, mean scores, Wasserstein
/// estimate, samples per second, seconds of this step and of its waiting for data, learning rates, and one for each
/// metric by its name. What was not measured is empty; numbers have a point and as many digits as they need to be read
/// back exactly; those that are not finite are NaN, Infinity and -Infinity. Where a resumed training has other metrics,
/// and so other columns, the file before is renamed to <c>….aside</c>.
/// </remarks>
/// <param name="path">The file; its folder is made if it is missing.</param>
public sealed class CsvLog(string path) : ITrainingCallback
{
    private static readonly string[] Columns =
    [
        "step",
        "seconds",
        "discriminator loss",
        "generator loss",
        "real score",
        "fake score",
        "wasserstein estimate",
        "samples per second",
        "step seconds",
        "data wait seconds",
        "discriminator learning rate",
        "generator learning rate",
    ];

    private readonly string path = path is { Length: > 0 }
        ? path
        : throw new ArgumentException("A log needs a path, but it was empty.", nameof(path));
    private LineFile? file;
    private double secondsBefore; // of trainings that this one resumes

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Training goes on, but the file is no such log.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        file = new LineFile(path, Row([.. Columns, .. context.MetricNames]), Step);
        var line = file.Open(context.Step);
        secondsBefore = line is null ? 0 : Seconds(line);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        double?[] numbers =
        [
            Math.Round(secondsBefore + report.Elapsed.TotalSeconds, 3),
            report.DiscriminatorLoss,
            report.GeneratorLoss,
            report.RealScore,
            report.FakeScore,
            report.WassersteinEstimate,
            Math.Round(report.SamplesPerSecond, 1),
            Math.Round(report.Duration.TotalSeconds, 6),
            Math.Round(report.DataWait.TotalSeconds, 6),
            context.DiscriminatorLearningRate,
            context.GeneratorLearningRate,
            .. context.MetricNames.Select(name => Value(report, name)),
        ];
        var step = report.Step.ToString(CultureInfo.InvariantCulture);
        file!.Append(report.Step, Row([step, .. numbers.Select(Text)]));
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context) => file?.Dispose();

    private static double? Value(StepReport report, string metric) =>
        report.Metrics.TryGetValue(metric, out var value) ? value : null;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static long? Step(string line) =>
        long.TryParse(Cell(line, 0), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;

    private static double Seconds(string line) =>
        double.TryParse(Cell(line, 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    // The first columns are numbers, which have no quotation marks.
    private static string Cell(string line, int column)
    {
        var cells = line.Split(',', column + 2);
        return cells.Length > column ? cells[column] : "";
    }

    private static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Quote));

    // LineFile takes a line break as the end of a row, so one within a name becomes a blank.
    private static string Quote(string text)
    {
        var flat = text.ReplaceLineEndings(" ");
        return flat.AsSpan().IndexOfAny(',', '"') < 0
            ? flat
            : $"\"{flat.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
