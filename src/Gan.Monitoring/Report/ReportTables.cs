using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>The rows of the page's tables: settings with what the metrics depend on, networks and machine.</summary>
internal static class ReportTables
{
    public static string Settings(GanSettings settings, ReportState state)
    {
        var rows = settings.Describe().Select(entry => Html.Row(Html.Words(entry.Key), Html.Record(entry.Value)));
        return string.Concat(rows) + Provenance(state);
    }

    public static string NetworksAndMachine(TrainingContext context, HtmlReportOptions options) =>
        string.Concat(context.GeneratorsFirst().Select(Network))
        + Row("Device", context.Settings.Device)
        + Row("Threads", Invariant($"{context.Threads} of {Machine.Cores} cores"))
        + Row("Memory", Invariant($"{Machine.MemoryGiB} GiB"))
        + Row("System", $"{Machine.System} ({Machine.Architecture})")
        + Row("libtorch", Machine.Libtorch)
        + Row(".NET", Machine.Dotnet)
        + Row("Gan.Net", Machine.Version)
        + Row("Seed of the training", Invariant($"{context.Settings.Training.Seed}"))
        + Row("Seed of the samples shown", Invariant($"{options.Seed}"));

    private static string Network(Player player)
    {
        var parameters = Invariant($"{NetworkSize.Parameters(player.Network):N0} parameters");
        return Row(ValueNames.Title(player.Name), $"{player.Network.GetType().Name}, {parameters}");
    }

    private static string Row(string name, string text) => Html.Row(name, Html.Text(text));

    private static string Provenance(ReportState state)
    {
        var rows = "";
        foreach (var (name, metric) in state.Metrics)
        {
            if (metric.Provenance.Count == 0)
            {
                continue;
            }
            var pairs = metric.Provenance.Where(entry => entry.Value.Length > 0);
            rows += Html.Row(name, Html.Pairs(pairs.Select(entry => (entry.Key, entry.Value))));
        }
        return rows;
    }
}
