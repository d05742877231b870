using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

/// <summary>The results as JSON and as a page.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static void Save(string json, string page, IReadOnlyList<Result> results, int rounds)
    {
        File.WriteAllText(json, JsonSerializer.Serialize(results, Json) + "\n");
        File.WriteAllText(page, Page(results, rounds));
    }

    private static string Machine() => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 2)..] : RuntimeInformation.ProcessArchitecture.ToString();

    internal static string Page(IReadOnlyList<Result> results, int rounds)
    {
        var text = new StringBuilder("# Speed beside PyTorch\nWritten by `benchmarks/compare.sh`. ");
        text.AppendLine(CultureInfo.InvariantCulture, $"Both sides run the same work in processes of their own, turn about, rounds: {rounds}; the times are medians, a ratio is the peer's time ÷ ours (its smallest and largest round in brackets).");
        text.AppendLine("*Tutorial* is the usual PyTorch script, *tuned* the same with channels_last, foreach Adam, no gradients for the frozen network and data without a loader; each in the fastest of 1 thread, all threads, and all threads that sleep while they wait.");
        text.AppendLine(CultureInfo.InvariantCulture, $"*Losses* is the largest relative difference of the first three steps' losses from equal weights, latents and batches. *Share of peak* is the multiplications a second of the plain computation (zeros of the padding not counted) beside those of a product of 1024 x 1024 matrices in the same process; above 100 % the convolutions did it with fewer (decisions/0013). Machine: {Machine()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}; PyTorch {Child.Run("/usr/bin/python3", ["-c", "import torch; print(torch.__version__)"], []).Trim()}.\n");
        text.AppendLine("| workload | ours ms | tutorial ms | tuned ms | tutorial ÷ ours | tuned ÷ ours | peak MiB ours / tutorial / tuned | share of peak | settings of the peers | losses |\n|---|---|---|---|---|---|---|---|---|---|");
        foreach (var r in results)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {r.Title} | {r.OursMs:N1} | {r.TutorialMs:N1} | {r.TunedMs:N1} | **{r.RatioTutorial:0.00}** ({r.RatioTutorialRange[0]:0.00}–{r.RatioTutorialRange[1]:0.00}) | **{r.RatioTuned:0.00}** ({r.RatioTunedRange[0]:0.00}–{r.RatioTunedRange[1]:0.00}) | {r.OursPeakMib:0} / {r.TutorialPeakMib:0} / {r.TunedPeakMib:0} | {(r.ShareOfPeak is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) : "")} | {r.TutorialSetting}; {r.TunedSetting} | {(r.LossDifference is { } d ? d.ToString("0.0e0", CultureInfo.InvariantCulture) : "")} |");
        return text.ToString();
    }
}
