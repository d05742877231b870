using System.Globalization;
using System.Text;
using Gan.Metrics;

/// <summary>The results as a page: means and standard errors over seeds.</summary>
internal static class TextsPage
{
    private const string Picture = "texts-sweep.svg";

    internal static void Write(string folder, TextResults results)
    {
        var page = new StringBuilder("# Texts\n");
        page.Append("Written by `benchmarks/run.sh texts`: means and standard errors over seeds, from\n");
        page.Append("texts-oracle.json and texts-words.json. Less is better but for shares of words.\n");
        if (results.Oracle.Count > 0)
        {
            Oracle(page, results.Oracle);
        }
        if (results.Words.Count > 0)
        {
            Words(page, results.Words);
            Sweep(Path.Combine(folder, Picture), results.Words);
        }
        File.WriteAllText(Path.Combine(folder, "texts.md"), page.ToString());
    }

    private static void Oracle(StringBuilder page, List<OracleRun> runs)
    {
        page.Append(
            $"""

            ## A synthetic oracle
            {OracleRun.Tokens} tokens, length {OracleRun.Length}, {OracleRun.Texts} texts to learn from.
            {OracleRun.Compared} texts of each are judged. "Written" is −ln p a token of them under the oracle.
            "Test" is −ln p of the oracle's texts under the writer, which sees variety. The lower rows go on from the
            same likelihood. The gain is by pairs of a seed.

            | writer | written | gain over likelihood | test | self-BLEU-3 | seconds |
            |---|---|---|---|---|---:|

            """
        );
        var first = runs.Where(run => run.Name == OracleRun.Likelihood).ToDictionary(run => run.Seed);
        foreach (var group in runs.GroupBy(run => run.Name))
        {
            Row(
                page,
                group.Key,
                Spread(group.Select(run => run.Written)),
                group.Key is OracleRun.Likelihood or OracleRun.Oracle
                    ? ""
                    : Spread(group.Select(run => first[run.Seed].Written - run.Written)),
                Spread(group.Select(run => run.Test)),
                Spread(group.Select(run => run.SelfBleu)),
                Number(group.Average(run => run.Seconds), "0")
            );
        }
    }

    private static void Words(StringBuilder page, List<WordsRun> runs)
    {
        page.Append(
            $"""

            ## English words
            Words of 3 to 12 letters from Debian's wamerican, {WordsRun.Texts} to learn from.
            {WordsRun.Written} of each are judged. "Unlikely" is −ln p a letter under a model of runs of
            {WordsRun.Run} letters that learnt from words held out. "On the curve" is the difference from
            likelihood where both are as varied, by self-BLEU-{WordsRun.SelfBleuRun}, over temperatures from 0.4 to 1.4.

            | writer | new | held-out words | unlikely | on the curve | test |
            |---|---|---|---|---|---|

            """
        );
        var first = runs.Where(run => run.Name == OracleRun.Likelihood).ToDictionary(run => run.Seed);
        foreach (var group in runs.GroupBy(run => run.Name))
        {
            var swept = group.Where(run => run.Sweep.Count > 1 && run.Name != OracleRun.Likelihood).ToArray();
            Row(
                page,
                group.Key,
                Spread(group.Select(run => run.New)),
                Spread(group.Select(run => run.HeldOut)),
                Spread(group.Select(run => run.Unlikely)),
                swept.Length == 0 ? "" : Spread(swept.Select(run => CurveGap.Of(run.Sweep, first[run.Seed].Sweep))),
                Spread(group.Select(run => run.Test))
            );
        }
        var seconds = runs.Where(run => run.Seconds > 0).GroupBy(run => run.Name);
        var times = seconds.Select(group => $"{group.Key} {Number(group.Average(run => run.Seconds), "0")}");
        page.Append(CultureInfo.InvariantCulture, $"\nSeconds of processor time: {string.Join("; ", times)}.\n");
        page.Append("\nNew words, the first that were written with the first seed:\n\n");
        foreach (var run in runs.Where(run => run.Sample.Count > 0).DistinctBy(run => run.Name))
        {
            page.Append(CultureInfo.InvariantCulture, $"- {run.Name}: {string.Join(", ", run.Sample)}\n");
        }
        page.Append("\nTemperatures from 0.4 to 1.4, means over seeds: better is nearer to the lower left.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"![Quality against variety at several temperatures]({Picture})\n");
    }

    private static void Sweep(string path, List<WordsRun> runs)
    {
        var curves = new List<SweepCurve>();
        foreach (var group in runs.Where(run => run.Sweep.Count > 1).GroupBy(run => run.Name))
        {
            var points = group.SelectMany(run => run.Sweep).GroupBy(point => point.Temperature).Select(Mean);
            curves.Add(new SweepCurve(group.Key, [.. points]));
        }
        if (curves.Count > 0)
        {
            var quality = "−ln p a letter under a model of held-out words";
            File.WriteAllText(path, SweepPicture.Svg(curves, quality, $"self-BLEU-{WordsRun.SelfBleuRun}"));
        }
    }

    private static SweepPoint Mean(IGrouping<double, SweepPoint> points) =>
        new(points.Key, points.Average(point => point.Quality), points.Average(point => point.Likeness));

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Any(double.IsNaN))
        {
            return "";
        }
        var (mean, error) = Statistics.MeanAndError(all);
        return all.Length < 2 ? Number(mean) : $"{Number(mean)} ± {Number(error)}";
    }

    private static string Number(double value, string format = "0.000") =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
