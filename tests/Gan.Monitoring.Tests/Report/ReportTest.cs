using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gan.Data;

namespace Gan.Monitoring.Tests.Report;

/// <summary>A training with a report, and what the page holds.</summary>
public abstract partial class ReportTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    private protected string Train(
        IDataset data,
        HtmlReportOptions? options = null,
        ITrainingCallback? hook = null,
        Func<GanBuilder, GanBuilder>? builder = null,
        long steps = 20
    )
    {
        var gan = Small.Gan(data, steps).AddCallback(new HtmlReport(folder["report.html"], options));
        if (hook is not null)
        {
            gan = gan.AddCallback(hook);
        }
        (builder?.Invoke(gan) ?? gan).Train().Dispose();
        return File.ReadAllText(folder["report.html"]);
    }

    private protected static JsonNode Data(string page) => JsonNode.Parse(DataBlock().Match(page).Groups[1].Value)!;

    public void Dispose() => folder.Dispose();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private protected static partial Regex DataBlock();

    private protected sealed class Hook(Action<TrainingContext, StepReport> action) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => action(context, report);
    }

    private protected static IEnumerable<string?> Titles(string page) =>
        Data(page)["charts"]!.AsArray().Select(c => (string?)c!["title"]);
}
