using System.CommandLine;
using System.Text.Json.Nodes;
using Gan.Tool.Configuration;
using Gan.Tool.Data;

namespace Gan.Tool.Commands;

/// <summary><c>gan data</c>: looks at data and says what they are.</summary>
internal sealed class DataCommand : ToolCommand
{
    private const int MostNotes = 20;

    private readonly Argument<string> source;
    private readonly Option<int> size;
    private readonly Option<bool> json;

    /// <param name="console">Where it writes to.</param>
    public DataCommand(ToolConsole console)
        : base("data", "Says what data are: kind, count, shape, classes, and what is wrong with them.", console)
    {
        source = Word("source", $"{DataNames.Text}, a folder of pictures, or a file (.csv, .npy, .npz, idx-ubyte)");
        size = Add("--size", "Side in pixels that a folder's pictures are read at", new DataSettings().Size);
        json = Add<bool>("--json", "Say it as JSON");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var settings = new DataSettings { Source = line.GetValue(source)!, Size = line.GetValue(size) };
        using var data = DataSource.Open(settings);
        var facts = Facts(data);
        if (line.GetValue(json))
        {
            facts["problems"] = new JsonArray([.. data.Notes.Select(note => (JsonNode)note)]);
            Console.Out.WriteLine(facts.ToJsonString(ConfigJson.Options));
            return ExitCode.Done;
        }
        foreach (var (name, value) in facts)
        {
            Console.Out.WriteLine($"{name}: {value}");
        }
        Console.Out.WriteLine($"problems: {data.Notes.Count}");
        foreach (var note in data.Notes.Take(MostNotes))
        {
            Console.Out.WriteLine($"  {note}");
        }
        return ExitCode.Done;
    }

    private static JsonObject Facts(DataSource data)
    {
        if (data.Table is { } table)
        {
            return new JsonObject
            {
                ["kind"] = data.Kind,
                ["count"] = table.Count,
                ["columns"] = string.Join(", ", table.Encoding.Columns.Select(c => $"{c.Name} ({Kind(c)})")),
                ["dropped"] = table.DroppedRows,
            };
        }
        var samples = data.Dataset!;
        var facts = new JsonObject
        {
            ["kind"] = data.Kind,
            ["count"] = samples.Count,
            ["shape"] = ShapeText.Of(samples.SampleShape),
            ["classes"] = samples.Condition.Classes,
        };
        if (data.ClassNames.Count > 0)
        {
            facts["names"] = string.Join(", ", data.ClassNames);
        }
        if (samples.ClassCounts is { Count: > 0 } counts)
        {
            facts["smallest class"] = counts.Values.Min();
            facts["largest class"] = counts.Values.Max();
        }
        return facts;
    }

    private static string Kind(Gan.Data.TableColumn column) =>
        column is Gan.Data.CategoricalColumn categories
            ? $"{categories.Categories.Count} categories"
            : column.GetType().Name.Replace("Column", "", StringComparison.Ordinal).ToLowerInvariant();
}
