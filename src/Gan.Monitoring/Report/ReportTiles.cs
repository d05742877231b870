using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>The numbers at the head of the page: step, time, speed, losses and metrics.</summary>
internal static class ReportTiles
{
    // speed: real samples a second of late; null before there is one
    public static string Make(TrainingContext context, ReportState state, double? speed)
    {
        List<string> tiles =
        [
            Tile("Step", Invariant($"{context.Step:N0}"), Invariant($"of {context.Settings.Training.Steps:N0}")),
        ];
        if (state.Last is { } last)
        {
            if (state.Status == ReportStatus.Running)
            {
                tiles.Add(
                    Tile("Time left", ProgressLine.Time(last.Remaining), $"after {ProgressLine.Time(last.Elapsed)}")
                );
            }
            else
            {
                tiles.Add(Tile("Time taken", ProgressLine.Time(last.Elapsed)));
                speed = null;
            }
            var units = (speed ?? last.SamplesPerSecond) * last.UnitsPerSample;
            tiles.Add(Tile("Speed", Invariant($"{units:N0}"), $"{last.Unit}/s"));
            // scores are means to compare, which curves do better
            foreach (var (name, value) in state.Values.Where(v => ValueNames.Kind(v.Key) != ValueNames.Score))
            {
                tiles.Add(Tile(ValueNames.Title(ValueNames.Words(name)), Invariant($"{value:0.###}")));
            }
        }
        foreach (var (name, metric) in state.Metrics)
        {
            var interval = metric.Interval is { } half ? Invariant($"± {half:0.###}") : "";
            tiles.Add(Tile(name, Invariant($"{metric.Value:0.###}"), interval));
        }
        return string.Concat(tiles);
    }

    private static string Tile(string name, string value, string unit = "")
    {
        var number = Html.Text(value.Replace('-', '−'));
        return $"<div><dt>{Html.Text(name)}</dt><dd>{number} <small>{Html.Text(unit)}</small></dd></div>\n";
    }
}
