using System.Text.Json.Nodes;
using Gan.Tool.Data;

namespace Gan.Tool.Hub;

/// <summary>A model card (Mitchell et al. 2019) of what a run recorded: nothing is claimed that was not
/// measured.</summary>
internal static class ModelCard
{
    /// <summary>The page, with the YAML in front.</summary>
    public static string Text(CardFacts facts)
    {
        IEnumerable<string> lines =
        [
            .. CardHeader.Lines(facts),
            "",
            $"# {Plain(facts.Name)}",
            "",
            About(facts),
            "",
            .. Picture(facts),
            .. Use(facts),
            .. Data(facts),
            .. Training(facts),
            .. Results(facts),
            .. Limits(facts),
            .. Licence(facts),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string About(CardFacts facts)
    {
        var networks = facts.Metadata.GetValueOrDefault("gan.networks", "");
        var what = facts.Kind switch
        {
            SavedKind.Table => "rows of a table",
            SavedKind.Text => "texts",
            _ => $"samples {facts.Metadata.GetValueOrDefault("gan.shape", "")}",
        };
        var classes = facts.Metadata.GetValueOrDefault("gan.classes", "0");
        var asked = facts.Metadata.GetValueOrDefault("gan.conditioning", "none") == "none" || classes == "0";
        return $"A generator of a generative adversarial network ({Plain(networks)}). It makes {what} from latents of "
            + $"{facts.Metadata.GetValueOrDefault("gan.latent", "some")} numbers"
            + (asked ? "." : $", by {classes} classes.");
    }

    private static IEnumerable<string> Picture(CardFacts facts) =>
        facts.Picture is { } file ? [$"![Samples of the training's end]({file})", ""] : [];

    private static IEnumerable<string> Use(CardFacts facts) =>
        [
            "## Use",
            "",
            "```bash",
            facts.Kind switch
            {
                SavedKind.Table => "gan sample model.safetensors --count 100 --out rows.csv",
                SavedKind.Text => "gan sample model.safetensors --count 100 --out texts.txt",
                _ => "gan sample model.safetensors --count 64 --out samples.png",
            },
            "```",
            "",
            "The file has its architecture in it. In C#, the package Gan.Net loads it. Any reader of safetensors reads "
                + "the weights; `config.json` says what they are for.",
            "",
        ];

    private static IEnumerable<string> Data(CardFacts facts)
    {
        var count = facts.Run?.Text("data", "count");
        return
        [
            "## Data",
            "",
            $"{Plain(facts.Data)}{(count is null ? "" : $", {count} samples")}. Where they come from and who is in "
                + "them is for their owner to say here.",
            "",
        ];
    }

    private static IEnumerable<string> Training(CardFacts facts)
    {
        var rows = Rows(facts).Where(row => row.Value is not null).ToList();
        return
        [
            "## Training",
            "",
            "| setting | value |",
            "|---|---|",
            .. rows.Select(row => $"| {row.Name} | {Plain(row.Value!)} |"),
            "",
            .. facts.Run is null ? ["The record of the training was not at hand.", ""] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<(string Name, string? Value)> Rows(CardFacts facts)
    {
        var run = facts.Run;
        return
        [
            ("steps", facts.Metadata.GetValueOrDefault("gan.step")),
            ("ended as planned", run?.Text("result", "finished")),
            ("end", run?.Text("result", "endReason")),
            ("batch", run?.Text("settings", "training", "batchSize")),
            ("seed", run?.Text("seed")),
            ("loss", run?.Text("settings", "loss", "type")),
            ("penalties", Types(run?.At("settings", "penalties"))),
            ("augmentation", Types(run?.At("settings", "augmentations"))),
            ("generator's optimiser", Optimiser(run, "generatorOptimizer")),
            ("discriminator's optimiser", Optimiser(run, "discriminatorOptimizer")),
            ("moving average", run?.Text("settings", "training", "movingAverageDecay")),
            ("weights", run?.Text("generator", "parameters")),
            ("Gan.Net", run?.Text("software", "gan.net")),
            ("libtorch", run?.Text("software", "libtorch")),
            ("machine", Machine(run)),
            ("seconds", run?.Text("result", "seconds")),
        ];
    }

    private static string? Optimiser(RunFacts? run, string name) =>
        run?.Text("settings", name, "type") is { } type
            ? $"{type}, learning rate {run.Text("settings", name, "learningRate")}"
            : null;

    private static string? Machine(RunFacts? run) =>
        run?.Text("hardware", "device") is { } device
            ? $"{device}, {run.Text("hardware", "architecture")}, {run.Text("hardware", "cores")} cores"
            : null;

    private static string? Types(JsonNode? list)
    {
        var names = (list as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(part => (part["penalty"] as JsonObject ?? part)["type"]?.ToString() ?? "")
            .Where(name => name.Length > 0)
            .ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private static IEnumerable<string> Results(CardFacts facts)
    {
        if (facts.Run?.Metrics is not { Count: > 0 } metrics)
        {
            return ["## Results", "", "Nothing was measured in this training.", ""];
        }
        return
        [
            "## Results",
            "",
            "| metric | value | depends on |",
            "|---|---|---|",
            .. metrics.Select(metric => $"| {Plain(metric.Name)} | {Value(metric)} | {DependsOn(metric)} |"),
            "",
        ];
    }

    private static string Value(CardMetric metric) =>
        metric.Interval is { } half ? $"{metric.Value:g6} ± {half:g3}" : $"{metric.Value:g6}, without an interval";

    private static string DependsOn(CardMetric metric) =>
        Plain(string.Join("; ", metric.Provenance.Select(one => $"{one.Key}: {one.Value}")));

    private static IEnumerable<string> Limits(CardFacts facts) =>
        [
            "## Limits",
            "",
            "- Samples follow the training data, with their gaps and their bias. Some may be near copies of them.",
            "- The numbers above are of this run alone. Nobody but its maker has checked them.",
            "- Samples are made by a trained algorithm. Say so where you show them.",
            .. facts.Run?.Text("result", "finished") == "false"
                ? ["- The training ended before its last step."]
                : Array.Empty<string>(),
            "",
        ];

    private static IEnumerable<string> Licence(CardFacts facts) =>
        [
            "## Licence",
            "",
            facts.Licence is { } licence
                ? $"{Plain(licence)}."
                : "Not stated. Without one, nobody may reuse the weights.",
        ];

    // A name of a file or of data must not break the page.
    private static string Plain(string text) =>
        string.Concat(text.Select(c => c is '|' or '<' or '>' or '`' or '[' or ']' ? $"\\{c}" : $"{c}"))
            .ReplaceLineEndings(" ");
}
