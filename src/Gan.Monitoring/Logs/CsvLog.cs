using System.Globalization;

namespace Gan.Monitoring;

/// <summary>
/// A table with one row a due step (RFC 4180, with a line feed at the end of lines), for spreadsheets and
/// <c>pandas.read_csv</c>. After a resume the file goes on behind the checkpoint's step; a fresh training replaces it.
/// </summary>
/// <remarks>
/// The columns are the same in every row: <c>step, seconds</c> of training so far, each player's loss, what else the
/// game reports (mean scores and Wasserstein estimate of the classic one), samples per second, seconds of this step and
/// of its waiting for data, each player's learning rate, and one for each metric by its name. The first row settles
/// them: a value that a game reports only later has none, and <see cref="JsonLinesLog"/> has it. What was not measured
/// is empty; numbers have a point and as many digits as they need to be read back exactly; those that are not finite
/// are NaN, Infinity and -Infinity. A resumed training goes on with the columns of its file; where it has others, such
/// as another metric, the file before is renamed to <c>….aside</c>.
/// </remarks>
/// <param name="path">The file; its folder is made if it is missing.</param>
public sealed class CsvLog(string path) : ITrainingCallback
{
    private readonly string path = path is { Length: > 0 }
        ? Path.GetFullPath(path)
        : throw new ArgumentException("A log needs a path, but it was empty.", nameof(path));
    private readonly OutputLock output = new(path);
    private LineFile? file;
    private CsvColumns? columns;
    private long start;
    private double secondsBefore; // of trainings that this one resumes

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFile(path));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file that is there is no such log; it stays as it is.</exception>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the file.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        start = context.Step;
        output.Take(() => LineFile.Check(path, line => LineFile.Begins(line, "step,seconds,")));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Training goes on, but the file is no such log.</exception>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        if (file is null)
        {
            Open(CsvColumns.Of(context, report.Values));
        }
        var values = new Dictionary<string, double>();
        foreach (var (name, value) in report.Values)
        {
            values[CsvColumns.Column(name)] = value;
        }
        double?[] numbers =
        [
            Math.Round(secondsBefore + report.Elapsed.TotalSeconds, 3),
            .. columns!.Values.Select(column => Find(values, column)),
            Math.Round(report.SamplesPerSecond, 1),
            Math.Round(report.Duration.TotalSeconds, 6),
            Math.Round(report.DataWait.TotalSeconds, 6),
            .. context.Players.Select(player => (double?)context.LearningRate(player)),
            .. context.MetricNames.Select(name => Find(report.Metrics, name)),
        ];
        var step = report.Step.ToString(CultureInfo.InvariantCulture);
        file!.Append(report.Step, CsvRow.Text([step, .. numbers.Select(Text)]));
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        output.Release();
        file?.Dispose();
        file = null;
    }

    // With the first row, because only its report tells what else the game reports than losses.
    private void Open(CsvColumns needed)
    {
        columns = needed;
        if (start > 0 && File.Exists(path))
        {
            columns = needed.GoOn(CsvRow.Cells(File.ReadLines(path).FirstOrDefault("")));
        }
        var opened = new LineFile(path, CsvRow.Text(columns.All), Step);
        var line = opened.Open(start);
        file = opened; // only now: where that failed the next row tries again
        secondsBefore = line is null ? 0 : Seconds(line);
    }

    private static double? Find(IReadOnlyDictionary<string, double> values, string name) =>
        values.TryGetValue(name, out var value) ? value : null;

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
}
