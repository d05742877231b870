using System.Globalization;
using System.Text;

/// <summary>The results as a page.</summary>
internal static class Report
{
    private const string Head = """
        # Speed beside plain TorchSharp and PyTorch
        Written by `benchmarks/run.sh compare`. Every side does the same work in processes of its own, turn about.
        Times are medians over the rounds; a ratio is the other's time ÷ ours, with its smallest and largest round in
        brackets. A step updates both networks once; under WGAN-GP it updates the critic five times.

        - *TorchSharp*: the same work as a tutorial would write it on the same package: `nn.Sequential`, `Adam`,
          a dispose scope a step, its `DataLoader` for files.
        - *PyTorch*: the usual script. *Tuned*: the same with channels last, foreach Adam, no gradients for the network
          that is not trained, and data without a loader.

        Each of them runs in the fastest of 1 thread, all threads, and all threads that sleep while they wait.
        *Losses* is the largest relative difference of the first steps' losses (three, or ten updates of a critic) from
        equal weights, latents and batches: it proves the same work. *Share of peak* is the multiplications a second of
        the plain computation, zeros of the padding not counted, beside those of a product of 1024 x 1024 matrices in
        the same process; above 100 % the convolutions did it with fewer.
        """;

    private static readonly (string Name, string Title)[] Peers =
    [
        ("torchsharp", "TorchSharp"),
        ("pytorch_tutorial", "PyTorch"),
        ("pytorch_tuned", "PyTorch tuned"),
    ];

    /// <summary>A section for each file that there is.</summary>
    internal static string Page(IEnumerable<IReadOnlyList<Result>> files)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (var place in files.SelectMany(f => f).GroupBy(r => r.Place))
        {
            Section(text, place.Key, [.. place]);
        }
        return text.ToString();
    }

    /// <summary>The sides that the page leaves out.</summary>
    internal static string Others(IReadOnlyList<Result> results)
    {
        var names = results
            .SelectMany(r => r.Sides.Keys)
            .Distinct()
            .Where(n => n != "ours" && !Peers.Any(p => p.Name == n))
            .ToList();
        if (names.Count == 0)
        {
            return "";
        }
        var text = new StringBuilder();
        Table(
            text,
            ["workload", "ours ms", .. names, "ours MiB", .. names.Select(n => n + " MiB")],
            results,
            r =>
                [
                    Number(r.Sides["ours"].Ms),
                    .. names.Select(n => Ratio(r, n)),
                    Mib(r, "ours"),
                    .. names.Select(n => Mib(r, n)),
                ]
        );
        return text.ToString();
    }

    private static void Section(StringBuilder text, string place, IReadOnlyList<Result> results)
    {
        var peers = Peers.Where(p => results.Any(r => r.Sides.ContainsKey(p.Name))).ToList();
        var compared = peers.Where(p => p.Name != "pytorch_tuned").ToList();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n## {place.Split(';')[0]}\n{place.Split(';', 2)[^1].Trim()}; rounds: {results.Max(r => r.Rounds)}"
        );
        text.Append(results.Any(r => r.Workload == "epoch") ? " (PyTorch's epochs: 1).\n\n" : ".\n\n");
        Table(
            text,
            ["time ÷ ours", "ours ms", .. peers.Select(p => p.Title)],
            results,
            r => [Number(r.Sides["ours"].Ms), .. peers.Select(p => Ratio(r, p.Name))]
        );
        text.Append('\n');
        Table(
            text,
            ["peak MiB", "ours", .. peers.Select(p => p.Title), "share of peak"],
            results,
            r =>
                [
                    Mib(r, "ours"),
                    .. peers.Select(p => Mib(r, p.Name)),
                    r.ShareOfPeak?.ToString("P0", CultureInfo.InvariantCulture) ?? "",
                ]
        );
        text.Append('\n');
        Table(
            text,
            ["threads", .. peers.Select(p => p.Title), .. compared.Select(p => $"losses {p.Title}")],
            results,
            r =>
                [
                    .. peers.Select(p => Side(r, p.Name)?.Setting ?? ""),
                    .. compared.Select(p => Difference(Side(r, p.Name))),
                ]
        );
    }

    private static void Table(
        StringBuilder text,
        string[] head,
        IReadOnlyList<Result> results,
        Func<Result, string[]> cells
    )
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => "---|"))}\n"
        );
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {result.Title} | {string.Join(" | ", cells(result))} |\n");
        }
    }

    private static SideResult? Side(Result result, string name) => result.Sides.GetValueOrDefault(name);

    private static string Ratio(Result result, string name) =>
        Side(result, name) is { } side
            ? FormattableString.Invariant($"**{side.Ratio:0.00}** ({side.Range[0]:0.00}–{side.Range[1]:0.00})")
            : "";

    private static string Mib(Result result, string name) =>
        Side(result, name)?.PeakMib.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static string Difference(SideResult? side) =>
        side?.LossDifference?.ToString("0.0e0", CultureInfo.InvariantCulture) ?? "";
}
