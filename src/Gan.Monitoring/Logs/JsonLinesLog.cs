using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gan.Monitoring;

/// <summary>
/// One JSON object a line and due step (JSON Lines): <c>pandas.read_json(path, lines=True)</c> and <c>jq</c> read it.
/// After a resume the file goes on behind the checkpoint's step; a fresh training replaces it.
/// </summary>
/// <remarks>
/// <c>step</c>; <c>seconds</c> of training so far, those before a resume included; what the game reported, such as
/// <c>discriminatorLoss</c>, <c>generatorLoss</c>, <c>realScore</c>, <c>fakeScore</c>, <c>wassersteinEstimate</c> where
/// there is one; <c>samplesPerSecond</c>; <c>stepSeconds</c> and <c>dataWaitSeconds</c> of this step; each player's
/// learning rate, such as <c>generatorLearningRate</c>; and where metrics were due, <c>metrics</c> by name and
/// <c>provenance</c> with what each depends on. Numbers that are not finite are the strings "NaN", "Infinity" and
/// "-Infinity", because JSON has none.
/// </remarks>
/// <param name="path">The file; its folder is made if it is missing.</param>
public sealed partial class JsonLinesLog(string path) : ITrainingCallback
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string path = path is { Length: > 0 }
        ? Path.GetFullPath(path)
        : throw new ArgumentException("A log needs a path, but it was empty.", nameof(path));
    private readonly OutputLock output = new(path);
    private LineFile? file;
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
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        LineFile.Check(path, IsOwn);
        file = new LineFile(path, header: null, line => (long?)Parse(line)?["step"]);
        var last = file.Open(context.Step); // leaves nothing open where it fails
        secondsBefore = last is null ? 0 : Seconds(last);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        var line = new JsonObject
        {
            ["step"] = report.Step,
            ["seconds"] = Math.Round(secondsBefore + report.Elapsed.TotalSeconds, 3),
        };
        foreach (var (name, value) in report.Values)
        {
            line.TryAdd(ValueNames.Key(name), SettingsJson.Number(value));
        }
        line["samplesPerSecond"] = SettingsJson.Number(Math.Round(report.SamplesPerSecond, 1));
        line["stepSeconds"] = Math.Round(report.Duration.TotalSeconds, 6);
        line["dataWaitSeconds"] = Math.Round(report.DataWait.TotalSeconds, 6);
        foreach (var player in context.Players)
        {
            var key = ValueNames.Key(ValueNames.Of("learning rate", player));
            line[key] = SettingsJson.Number(context.LearningRate(player));
        }
        if (report.Metrics.Count > 0)
        {
            line["metrics"] = SettingsJson.Numbers(report.Metrics);
        }
        if (SettingsJson.Provenance(report.Measurements) is { } provenance)
        {
            line["provenance"] = provenance;
        }
        file!.Append(report.Step, line.ToJsonString(Layout));
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        output.Release();
        file?.Dispose();
    }

    private static bool IsOwn(string line) =>
        LineFile.Begins(FirstNumber().Replace(line, "0", count: 1), "{\"step\":0,\"seconds\":");

    private static double Seconds(string line) =>
        Parse(line)!["seconds"] is JsonValue seconds && seconds.TryGetValue(out double value) ? value : 0;

    private static JsonObject? Parse(string line)
    {
        try
        {
            var entry = JsonNode.Parse(line) as JsonObject;
            var isStep = entry?["step"] is JsonValue step && step.TryGetValue(out long _);
            return isStep ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex FirstNumber();
}
