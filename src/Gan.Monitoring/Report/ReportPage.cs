using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>Puts the page together: frame, style and script are files of
/// this folder, its parts come from the classes beside this one.</summary>
internal static partial class ReportPage
{
    private static readonly Lazy<string> Frame = new(() => Resource("page.html"));
    private static readonly Lazy<string> Style = new(() => Resource("page.css"));
    private static readonly Lazy<string> Script = new(() => Resource("page.js"));

    public static string Make(
        TrainingContext context,
        HtmlReportOptions options,
        ReportState state,
        CurveSet curves,
        Timeline timeline,
        HealthMonitor health
    )
    {
        var status = state.Status.ToString().ToLowerInvariant();
        var percent = Math.Clamp(100.0 * context.Step / context.Settings.Training.Steps, 0, 100);
        var progress = state.Status == ReportStatus.Running ? Invariant($"{Math.Floor(percent)} %") : status;
        var heading = options.Title ?? context.Data.Name;
        return Fill(
            Frame.Value,
            new()
            {
                ["state"] = status,
                ["scriptHash"] = Hash(Script.Value),
                ["version"] = Html.Text(Machine.Version),
                ["refresh"] = Refresh(options, state),
                ["title"] = Html.Text($"{heading} · {progress}"),
                ["heading"] = Html.Text(heading),
                ["subtitle"] = Html.Text(Subtitle(context)),
                ["status"] = Html.Text(StatusText(state)),
                ["percent"] = Invariant($"{percent:0.#}"),
                ["failure"] = Failure(state) + ObserverFailures(context.ObserverFailures),
                ["tiles"] = ReportTiles.Make(context, state, curves.Speed),
                ["healthNote"] = Html.Text(ReportHealth.Note(health)),
                ["health"] = ReportHealth.Findings(health),
                ["pictures"] = ReportPictures.Make(options, state, timeline),
                ["settings"] = ReportTables.Settings(context.Settings, state),
                ["machine"] = ReportTables.NetworksAndMachine(context, options),
                ["footer"] = Html.Text(Footer(state)),
                ["data"] = Data(context, options, state, curves, timeline, health).ToJsonString(),
                ["style"] = Style.Value,
                ["script"] = Script.Value,
            }
        );
    }

    // In one pass, so that a value which itself looks like a placeholder stays what it is.
    private static string Fill(string frame, Dictionary<string, string> values) =>
        Placeholder().Replace(frame, match => values[match.Groups[1].Value]);

    // The page allows this script alone to run.
    private static string Hash(string script) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    // The script follows a running training; without scripts the browser reloads.
    private static string Refresh(HtmlReportOptions options, ReportState state)
    {
        if (state.Status != ReportStatus.Running)
        {
            return "";
        }
        var seconds = Math.Ceiling(options.Refresh.TotalSeconds);
        return Invariant($"""<noscript><meta http-equiv="refresh" content="{seconds}"></noscript>""");
    }

    private static string Subtitle(TrainingContext context)
    {
        var samples = Invariant(
            $"{context.Data.Count:N0} samples of {InvariantText.Join(" × ", context.Data.SampleShape)}"
        );
        return $"{Game(context)} · {samples}";
    }

    // A game of one's own need not have the loss and the networks of the settings.
    private static string Game(TrainingContext context)
    {
        var settings = context.Settings;
        if (settings.Game is not null)
        {
            return $"{settings.Game} · {string.Join(", ", context.Players.Select(player => player.Name))}";
        }
        var network = settings.Networks.GetType().Name.Replace("Options", "");
        List<string> objective = [settings.Loss.GetType().Name];
        objective.AddRange(settings.Penalties.Select(scheduled => scheduled.Penalty.GetType().Name));
        return $"{network} · {string.Join(" + ", objective)}";
    }

    private static string StatusText(ReportState state) =>
        state.Status switch
        {
            ReportStatus.Running => "Training",
            ReportStatus.Finished => "Finished",
            ReportStatus.Stopped => state.EndReason is { } reason ? $"Stopped early: {reason}" : "Stopped early",
            _ => "Failed",
        };

    private static string Failure(ReportState state)
    {
        if (state.Failure is null)
        {
            return "";
        }
        var reason = Html.Text(state.Failure);
        return $"""<p class="failure" role="alert"><b>The training broke off.</b> {reason}</p>""" + "\n";
    }

    private static string ObserverFailures(IReadOnlyList<ObserverFailure> failures)
    {
        var lines = "";
        foreach (var failure in failures)
        {
            lines +=
                $"""<p class="failure" role="alert"><b>Not all was recorded.</b> {Html.Text($"{failure}")}</p>"""
                + "\n";
        }
        return lines;
    }

    private static string Footer(ReportState state) =>
        Invariant($"Written {state.Written:yyyy-MM-dd HH:mm:ss} UTC by Gan.Net {Machine.Version}. ")
        + "This file holds everything it shows and asks nothing of the network.";

    // What the script draws from.
    private static JsonObject Data(
        TrainingContext context,
        HtmlReportOptions options,
        ReportState state,
        CurveSet curves,
        Timeline timeline,
        HealthMonitor health
    )
    {
        var findings = new JsonArray();
        foreach (var finding in health.Findings)
        {
            JsonNode entry = new JsonObject
            {
                ["since"] = finding.Since,
                ["kind"] = Html.Words(finding.Kind.ToString()),
            };
            findings.Add(entry);
        }
        var frames = new JsonArray();
        foreach (var frame in timeline.Frames)
        {
            JsonNode entry = new JsonObject { ["step"] = frame.Step, ["src"] = frame.Picture.Source };
            frames.Add(entry);
        }
        return new()
        {
            ["running"] = state.Status == ReportStatus.Running,
            ["refresh"] = options.Refresh.TotalMilliseconds,
            ["written"] = state.Written.ToUnixTimeMilliseconds(),
            ["start"] = state.Start,
            ["step"] = context.Step,
            ["what"] = "Samples",
            ["findings"] = findings,
            ["charts"] = curves.ToJson(),
            ["frames"] = frames,
        };
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!);
        // a checkout with CR LF must not change the script's hash: browsers hash it with LF
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
