using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>Puts the page together: the frame, style and script are files of this folder, tables and text are made
/// here.</summary>
internal static partial class ReportPage
{
    private static readonly Lazy<string> Frame = new(() => Resource("page.html")),
        Style = new(() => Resource("page.css")),
        Script = new(() => Resource("page.js"));

    public static string Make(
        TrainingContext context,
        HtmlReportOptions options,
        ReportState state,
        CurveSet curves,
        Timeline timeline,
        HealthMonitor health
    )
    {
        var settings = context.Settings;
        var last = state.Last;
        var steps = settings.Training.Steps;
        var status = state.Status.ToString().ToLowerInvariant();
        var percent = Math.Clamp(100.0 * context.Step / steps, 0, 100);
        var title = options.Title ?? context.Data.Name;
        return Fill(
            Frame.Value,
            new()
            {
                ["state"] = status,
                ["scriptHash"] =
                    "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script.Value))),
                ["version"] = Html.Text(Machine.Version),
                ["refresh"] =
                    state.Status == ReportStatus.Running
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"<noscript><meta http-equiv=\"refresh\" "
                                + $"content=\"{Math.Ceiling(options.Refresh.TotalSeconds)}\"></noscript>"
                        )
                        : "",
                ["title"] = Html.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{title} · "
                            + $"{(state.Status == ReportStatus.Running ? Invariant($"{Math.Floor(percent)} %") : status)}"
                    )
                ),
                ["heading"] = Html.Text(title),
                ["subtitle"] = Html.Text(Subtitle(context)),
                ["status"] = Html.Text(StatusText(state.Status)),
                ["percent"] = Invariant($"{percent:0.#}"),
                ["failure"] = state.Failure is null
                    ? ""
                    : "<p class=\"failure\" role=\"alert\"><b>The training broke off.</b> "
                        + $"{Html.Text(state.Failure)}</p>\n",
                ["tiles"] = Tiles(context, state, curves.Speed),
                ["healthNote"] = Html.Text(HealthNote(health)),
                ["health"] = Health(health),
                ["pictures"] = ReportPictures.Make(options, state, timeline),
                ["settings"] =
                    string.Concat(
                        settings.Describe().Select(entry => Html.Row(Html.Words(entry.Key), Html.Record(entry.Value)))
                    ) + Provenance(state),
                ["machine"] = Networks(context) + MachineRows(context, settings, options),
                ["footer"] = Html.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Written {state.Written:yyyy-MM-dd HH:mm:ss} UTC by Gan.Net {Machine.Version}. "
                            + $"This file holds everything it shows and asks nothing of the network."
                    )
                ),
                ["data"] = Data(context, options, state, curves, timeline, health).ToJsonString(),
                ["style"] = Style.Value,
                ["script"] = Script.Value,
            }
        );
    }

    // In one pass, so that a value which itself looks like a placeholder stays what it is.
    private static string Fill(string frame, Dictionary<string, string> values) =>
        Placeholder().Replace(frame, match => values[match.Groups[1].Value]);

    private static string Subtitle(TrainingContext context)
    {
        var settings = context.Settings;
        var objective = string.Join(
            " + ",
            settings.Penalties.Select(penalty => penalty.Penalty.GetType().Name).Prepend(settings.Loss.GetType().Name)
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Networks.GetType().Name.Replace("Options", "")} · {objective} · "
                + $"{context.Data.Count:N0} samples of {string.Join(" × ", context.Data.SampleShape)}"
        );
    }

    private static string StatusText(ReportStatus status) =>
        status switch
        {
            ReportStatus.Running => "Training",
            ReportStatus.Finished => "Finished",
            ReportStatus.Stopped => "Stopped early",
            _ => "Failed",
        };

    private static string Tiles(TrainingContext context, ReportState state, double? speed)
    {
        List<(string Name, string Value, string Unit)> tiles =
        [
            ("Step", Invariant($"{context.Step:N0}"), Invariant($"of {context.Settings.Training.Steps:N0}")),
        ];
        if (state.Last is { } last)
        {
            if (state.Status == ReportStatus.Running)
            {
                tiles.Add(
                    (
                        "Time left",
                        ProgressLine.Time(last.Remaining),
                        Invariant($"after {ProgressLine.Time(last.Elapsed)}")
                    )
                );
            }
            else
            {
                tiles.Add(("Time taken", ProgressLine.Time(last.Elapsed), ""));
            }
            tiles.Add(
                (
                    "Speed",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(state.Status == ReportStatus.Running ? speed ?? last.SamplesPerSecond : last.SamplesPerSecond):N0}"
                    ),
                    "samples/s"
                )
            );
            tiles.Add(("Discriminator loss", Invariant($"{last.DiscriminatorLoss:0.###}"), ""));
            tiles.Add(("Generator loss", Invariant($"{last.GeneratorLoss:0.###}"), ""));
            if (last.WassersteinEstimate is { } distance)
            {
                tiles.Add(("Wasserstein estimate", Invariant($"{distance:0.###}"), ""));
            }
        }

        tiles.AddRange(
            state.Metrics.Select(metric =>
                (
                    metric.Key,
                    Invariant($"{metric.Value.Value:0.###}"),
                    metric.Value.Interval is { } half ? Invariant($"± {half:0.###}") : ""
                )
            )
        );
        return string.Concat(
            tiles.Select(tile =>
                $"<div><dt>{Html.Text(tile.Name)}</dt><dd>{Html.Text(tile.Value.Replace('-', '−'))} "
                + $"<small>{Html.Text(tile.Unit)}</small></dd></div>\n"
            )
        );
    }

    private static string Provenance(ReportState state) =>
        string.Concat(
            state
                .Metrics.Where(metric => metric.Value.Provenance.Count > 0)
                .Select(metric =>
                    Html.Row(
                        metric.Key,
                        Html.Pairs(
                            metric
                                .Value.Provenance.Where(entry => entry.Value.Length > 0)
                                .Select(entry => (entry.Key, entry.Value))
                        )
                    )
                )
        );

    private static string HealthNote(HealthMonitor health) =>
        health.Latest is { } latest
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Scores and gradients were last looked at in step {latest.Step:N0}, samples "
                    + $"{(health.SampledAt is { } step ? Invariant($"in step {step:N0}") : "not yet")}."
            ) + Invariant($" What is seen at {health.LooksInARow} looks in a row is told here.")
            : "Scores, gradients and samples have not been looked at yet.";

    private static string Health(HealthMonitor health)
    {
        if (health.Findings.Count == 0)
        {
            return health.Latest is null ? "" : "<li class=\"calm\"><b>Nothing conspicuous.</b></li>\n";
        }
        return string.Concat(
            health
                .Findings.Reverse()
                .Select(finding =>
                {
                    var over = finding.Cleared is { } step
                        ? Invariant($" <span class=\"soft\">Over since step {step:N0}.</span>")
                        : "";
                    return "<li "
                        + $"class=\"{finding.Kind}{(finding.Cleared is null ? "" : " over")}\"><b>{Html.Text(finding.Sentence)}</b><span "
                        + $"class=\"soft\">{Html.Advice(finding.Advice)}</span>{over}</li>\n";
                })
        );
    }

    private static string Networks(TrainingContext context) =>
        string.Concat(
            Html.Row(
                "Generator",
                Html.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{context.Generator.GetType().Name}, {NetworkSize.Parameters(context.Generator):N0} parameters"
                    )
                )
            ),
            Html.Row(
                "Discriminator",
                Html.Text(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{context.Discriminator.GetType().Name}, "
                            + $"{NetworkSize.Parameters(context.Discriminator):N0} parameters"
                    )
                )
            )
        );

    private static string MachineRows(TrainingContext context, GanSettings settings, HtmlReportOptions options) =>
        string.Concat(
            new (string Name, string Value)[]
            {
                ("Device", settings.Device),
                ("Threads", Invariant($"{context.Threads} of {Machine.Cores} cores")),
                ("Memory", Invariant($"{Machine.MemoryGiB} GiB")),
                ("System", $"{Machine.System} ({Machine.Architecture})"),
                ("libtorch", Machine.Libtorch),
                (".NET", Machine.Dotnet),
                ("Gan.Net", Machine.Version),
                ("Seed of the training", Invariant($"{settings.Training.Seed}")),
                ("Seed of the samples shown", Invariant($"{options.Seed}")),
            }.Select(row => Html.Row(row.Name, Html.Text(row.Value)))
        );

    private static JsonObject Data(
        TrainingContext context,
        HtmlReportOptions options,
        ReportState state,
        CurveSet curves,
        Timeline timeline,
        HealthMonitor health
    ) =>
        new()
        {
            ["running"] = state.Status == ReportStatus.Running,
            ["refresh"] = options.Refresh.TotalMilliseconds,
            ["written"] = state.Written.ToUnixTimeMilliseconds(),
            ["start"] = state.Start,
            ["step"] = context.Step,
            ["what"] = "Samples",
            ["findings"] = new JsonArray([
                .. health.Findings.Select(finding =>
                    (JsonNode?)
                        new JsonObject { ["since"] = finding.Since, ["kind"] = Html.Words(finding.Kind.ToString()) }
                ),
            ]),
            ["charts"] = curves.ToJson(),
            ["frames"] = new JsonArray([
                .. timeline.Frames.Select(frame =>
                    (JsonNode?)new JsonObject { ["step"] = frame.Step, ["src"] = frame.Picture.Source }
                ),
            ]),
        };

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!);
        // a checkout with CR LF must not change the script's hash: browsers hash it with LF
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
