using System.Text;

/// <summary>The runs as a page.</summary>
internal static class RingReport
{
    internal static void Write(string folder, RingSettings settings, IReadOnlyList<RingRun> runs)
    {
        Directory.CreateDirectory(folder);
        var page = new StringBuilder("# Unrolled steps on a ring of eight Gaussians\n\n");
        page.Append(
            "Written by `benchmarks/run.sh unrolled`. A mode counts as found when one of 2,500 samples lies within "
        );
        page.Append("3 sigma of it.\n\n```text\n").Append(settings).Append("\n```\n\n");
        page.Append("| K | runs | modes at the end | at most 2 | at least 7 |\n|---:|---:|---|---:|---:|\n");
        foreach (var ahead in runs.GroupBy(run => run.Ahead).OrderBy(group => group.Key))
        {
            var modes = string.Join(' ', ahead.OrderBy(run => run.Seed).Select(run => run.Modes));
            page.Append(FormattableString.Invariant($"| {ahead.Key} | {ahead.Count()} | {modes} | "));
            page.Append(FormattableString.Invariant($"{ahead.Count(run => run.Modes <= 2)} | "));
            page.Append(FormattableString.Invariant($"{ahead.Count(run => run.Modes >= 7)} |\n"));
        }
        page.Append('\n');
        page.Append(
            "| K | seed | modes at each tenth | % of samples within 3 sigma | seconds |\n|---:|---:|---|---:|---:|\n"
        );
        foreach (var run in runs.OrderBy(run => run.Ahead).ThenBy(run => run.Seed))
        {
            page.Append(FormattableString.Invariant($"| {run.Ahead} | {run.Seed} | {run.ModesOnTheWay} | "));
            page.Append(FormattableString.Invariant($"{run.QualityOnTheWay} | {run.Seconds:0} |\n"));
        }
        File.WriteAllText(Path.Combine(folder, "unrolled.md"), page.ToString());
    }
}
