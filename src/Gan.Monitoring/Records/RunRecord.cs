using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Monitoring;

/// <summary>
/// Writes what a training was and how it ended into one JSON file: versions, machine, data set, every setting, each
/// player's network by the player's name with all its shapes and its optimiser, and the closing numbers. Written at the
/// start and again at the end, so that a run that breaks off leaves its settings.
/// </summary>
public sealed class RunRecord : ITrainingCallback
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string path;
    private readonly Dictionary<string, Measurement> metrics = [];
    private readonly Dictionary<string, double> values = []; // the latest of each
    private readonly OutputLock output;
    private StepReport? last;

    /// <summary>Records into a file.</summary>
    /// <param name="path">The file; it is replaced, and its folder is made if it is missing.</param>
    public RunRecord(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        output = new(this.path);
    }

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GanSettings settings) => OutputPath.All(OutputPath.OfFile(path));

    /// <inheritdoc/>
    /// <exception cref="IOException">Another callback, of this training or another one, writes the file.</exception>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        output.Take(() => Start(context));
    }

    private void Start(TrainingContext context)
    {
        last = null;
        metrics.Clear();
        values.Clear();
        Write(context);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        last = report;
        foreach (var (name, value) in report.Values)
        {
            values[name] = value;
        }
        foreach (var (name, value) in report.Metrics)
        {
            metrics[name] = report.Measurements.GetValueOrDefault(name) ?? new(value);
        }
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingContext context)
    {
        output.Release(); // first, because what follows may fail
        Write(context);
    }

    private void Write(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var record = new JsonObject
        {
            ["software"] = Software(),
            ["hardware"] = Hardware(context),
            ["data"] = new JsonObject
            {
                ["name"] = context.Data.Name,
                ["count"] = context.Data.Count,
                ["sampleShape"] = ShapeText.Of(context.Data.SampleShape),
                ["classes"] = context.Data.Condition.Classes,
            },
            ["seed"] = context.Settings.Training.Seed,
            ["settings"] = SettingsJson.From(context.Settings),
        };
        foreach (var player in context.GeneratorsFirst())
        {
            record.TryAdd(ValueNames.Key(player.Name), Network(player));
        }
        record["result"] = Result(context);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, record.ToJsonString(Layout) + "\n");
    }

    private static JsonObject Software() =>
        new()
        {
            ["gan.net"] = Machine.Version,
            ["libtorch"] = Machine.Libtorch,
            ["dotnet"] = Machine.Dotnet,
            ["system"] = Machine.System,
        };

    private static JsonObject Hardware(TrainingContext context) =>
        new()
        {
            ["device"] = context.Settings.Device,
            ["architecture"] = Machine.Architecture,
            ["cores"] = Machine.Cores,
            ["threads"] = context.Threads,
            ["memoryGiB"] = Machine.MemoryGiB,
        };

    private static JsonObject Network(Player player)
    {
        var network = player.Network;
        var shapes = new JsonObject();
        foreach (var (name, parameter) in network.named_parameters())
        {
            shapes[name] = ShapeText.Of(parameter.shape);
        }
        return new()
        {
            ["type"] = network.GetType().Name,
            ["parameters"] = NetworkSize.Parameters(network),
            ["shapes"] = shapes,
            ["optimizer"] = SettingsJson.From(player.Optimizer), // a game may give one that the settings do not know
        };
    }

    private JsonObject? Result(TrainingContext context)
    {
        if (last is null)
        {
            return null;
        }
        var result = new JsonObject { ["finished"] = last.Step >= last.Steps, ["step"] = last.Step };
        if ((context.EndReason ?? context.Failure?.Message) is { } reason)
        {
            result["endReason"] = reason;
        }
        foreach (var name in ValueNames.InTables(context, values))
        {
            var value = values.TryGetValue(name, out var number) ? SettingsJson.Number(number) : null;
            result.TryAdd(ValueNames.Key(name), value);
        }
        result["metrics"] = SettingsJson.Numbers(
            metrics.Select(metric => KeyValuePair.Create(metric.Key, metric.Value.Value))
        );
        result["provenance"] = SettingsJson.Provenance(metrics);
        if (context.ObserverFailures.Count > 0)
        {
            result["observerFailures"] = new JsonArray([.. context.ObserverFailures.Select(f => (JsonNode)$"{f}")]);
        }
        result["samplesPerSecond"] = SettingsJson.Number(Math.Round(last.SamplesPerSecond, 1));
        result["seconds"] = SettingsJson.Number(Math.Round(last.Elapsed.TotalSeconds, 2));
        return result;
    }
}
