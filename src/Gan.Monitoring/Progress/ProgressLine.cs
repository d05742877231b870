using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>A step report as one line of text, the same on every machine.</summary>
internal static class ProgressLine
{
    public static string Format(StepReport report)
    {
        List<string> parts =
        [
            Invariant($"step {report.Step:N0}/{report.Steps:N0} ({100 * report.Step / report.Steps} %)"),
            .. Losses(report),
        ];
        if (report.WassersteinEstimate is { } distance)
        {
            parts.Add(Invariant($"W {distance:0.000}"));
        }
        if (report.Values.TryGetValue("privacy/epsilon", out var epsilon))
        {
            parts.Add(Invariant($"ε {epsilon:0.00}"));
        }
        foreach (var (name, value) in report.Metrics)
        {
            parts.Add(Invariant($"{name} {value:0.###}"));
        }
        parts.Add(Invariant($"{report.UnitsPerSecond:N0} {report.Unit}/s"));
        // The first step also compiles code and fills caches: the time that it foretells is far too long.
        if (report.Step > 1 && report.Step < report.Steps)
        {
            parts.Add($"{Time(report.Remaining)} left");
        }
        if (report.Step >= report.Steps)
        {
            parts.Add($"took {Time(report.Elapsed)}");
        }
        return string.Join("  ", parts);
    }

    // By the players' initials where they tell the players apart.
    private static IEnumerable<string> Losses(StepReport report)
    {
        var losses = report.Values.Where(value => ValueNames.Kind(value.Key) == ValueNames.Loss).ToList();
        string[] initials = [.. losses.Select(loss => Initial(ValueNames.Owner(loss.Key)))];
        var unique = initials.Distinct().Count() == initials.Length;
        for (var i = 0; i < losses.Count; i++)
        {
            var name = unique ? initials[i] : ValueNames.Owner(losses[i].Key);
            yield return Invariant($"{name} {losses[i].Value:0.000}");
        }
    }

    private static string Initial(string name) => name.Length == 0 ? name : name[..1].ToUpperInvariant();

    /// <summary>m:ss, with hours in front from one hour on.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalHours >= 1
            ? Invariant($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : Invariant($"{time.Minutes}:{time.Seconds:00}");
}
