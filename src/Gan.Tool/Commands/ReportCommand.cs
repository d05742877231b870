using System.CommandLine;
using System.Text.Json.Nodes;
using Gan.Tool.Configuration;
using Gan.Tool.Training;

namespace Gan.Tool.Commands;

/// <summary><c>gan report</c>: what came of one run, or of all in a folder.</summary>
internal sealed class ReportCommand : ToolCommand
{
    private const string Record = "run.json";

    private readonly Argument<string> folder;
    private readonly Option<bool> json;

    /// <param name="console">Where it writes to.</param>
    public ReportCommand(ToolConsole console)
        : base("report", "Says what came of a run, or of all runs in a folder.", console)
    {
        folder = Word("folder", "A run's folder, or the one that holds the numbered ones");
        json = Add<bool>("--json", "Say it as JSON");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var place = line.GetValue(folder)!;
        var runs = File.Exists(Path.Combine(place, Record)) ? [place] : RunFolder.All(place);
        var records = runs.Where(run => File.Exists(Path.Combine(run, Record))).Select(Read).ToList();
        if (records.Count == 0)
        {
            throw new ToolException($"'{place}' is no run and holds none. Name a folder that 'gan train' left.");
        }
        if (line.GetValue(json))
        {
            Console.Out.WriteLine(new JsonArray([.. records]).ToJsonString(ConfigJson.Options));
            return ExitCode.Done;
        }
        foreach (var record in records)
        {
            Console.Out.WriteLine(string.Join("  ", record.Select(fact => $"{fact.Key}: {fact.Value}")));
        }
        return ExitCode.Done;
    }

    private static JsonObject Read(string run)
    {
        var path = Path.Combine(run, Record);
        try
        {
            var record = JsonNode.Parse(File.ReadAllText(path))!;
            var result = record["result"];
            var facts = new JsonObject
            {
                ["run"] = run,
                ["data"] = record["data"]?["name"]?.DeepClone(),
                ["networks"] = record["settings"]?["networks"]?["type"]?.DeepClone(),
                ["loss"] = record["settings"]?["loss"]?["type"]?.DeepClone(),
                ["step"] = result?["step"]?.DeepClone() ?? 0,
                ["seconds"] = result?["seconds"]?.DeepClone(),
                ["finished"] = result?["finished"]?.DeepClone() ?? false,
                ["report"] = Path.Combine(run, "report.html"),
            };
            foreach (var (name, value) in result?["metrics"]?.AsObject() ?? [])
            {
                facts[name] = value?.DeepClone();
            }
            return facts;
        }
        catch (Exception fault)
            when (fault is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"'{path}' is no record of a run: {fault.Message}", fault);
        }
    }
}
