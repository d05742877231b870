using System.Globalization;
using System.Text.Json;
using Gan.Data;

/// <summary>A workload's result. Times are medians over the rounds, ratios peer's time ÷ ours.</summary>
internal sealed record Result(string Workload, string Title, double OursMs, double TutorialMs, double TunedMs, double OursPeakMib, double TutorialPeakMib, double TunedPeakMib)
{
    public double RatioTutorial => TutorialMs / OursMs;

    public double RatioTuned => TunedMs / OursMs;

    /// <summary>Smallest and largest ratio of a round.</summary>
    public required IReadOnlyList<double> RatioTutorialRange { get; init; }

    /// <summary>Smallest and largest ratio of a round.</summary>
    public required IReadOnlyList<double> RatioTunedRange { get; init; }

    /// <summary>Environment and threads in which each peer was fastest.</summary>
    public required string TutorialSetting { get; init; }

    /// <summary>Environment and threads in which each peer was fastest.</summary>
    public required string TunedSetting { get; init; }

    /// <summary>Multiplications a second beside those of one large product of matrices, both ours, in the same round; null where little is multiplied.</summary>
    public double? ShareOfPeak { get; init; }

    /// <summary>Largest relative difference of the first steps' losses from equal weights, latents and batches; null where no step is compared.</summary>
    public double? LossDifference { get; init; }
}

/// <summary>Runs each side in processes of its own, turn about.</summary>
internal sealed class Comparison(string peer, int rounds, Action<string> say)
{
    private const int AgreedSteps = 3;
    private static readonly string[] Styles = ["tutorial", "tuned"];

    // What a user of PyTorch could set: one thread, all, all that sleep while they wait.
    private static readonly (int Threads, string? Wait)[] Settings = [(1, null), (Environment.ProcessorCount, null), (Environment.ProcessorCount, "PASSIVE")];

    private readonly Dictionary<string, Dictionary<string, (int Threads, string? Wait)>> fastest = [];

    internal Result Of(Workload workload, string folder)
    {
        var digits = Path.Combine(folder, "train-images-idx3-ubyte");
        if (workload.Name == "epoch" && !File.Exists(digits)) SaveDigits(digits);
        var difference = workload.Name is "sample" or "start" or "epoch" ? (double?)null : LossDifference(workload, folder);
        var calibrated = Workload.All.Single(w => w.Name == workload.CalibratedBy);
        if (!fastest.TryGetValue(calibrated.Name, out var settings))
            fastest[calibrated.Name] = settings = Styles.ToDictionary(style => style, style => Settings.MinBy(s => Peer(calibrated, style, s, folder, short_: true).Ms));
        var sides = new Dictionary<string, List<Measurement>> { ["ours"] = [], ["tutorial"] = [], ["tuned"] = [] };
        for (var round = 0; round < rounds; round++)
        {
            sides["ours"].Add(Ours(workload, digits));
            foreach (var style in Styles) sides[style].Add(Peer(workload, style, settings[style], folder));
            say(FormattableString.Invariant($"{workload.Name} {round + 1}/{rounds}: ours {sides["ours"][^1].Ms:0.0} ms, tutorial {sides["tutorial"][^1].Ms:0.0}, tuned {sides["tuned"][^1].Ms:0.0}"));
        }
        double Ms(string side) => Statistics.Median(sides[side].Select(m => m.Ms));
        double Peak(string side) => sides[side].Max(m => m.PeakMib);
        double[] Range(string style)
        {
            var ratios = sides[style].Zip(sides["ours"], (peer, ours) => peer.Ms / ours.Ms).ToList();
            return [ratios.Min(), ratios.Max()];
        }
        var share = workload.Name == "start" ? (double?)null : workload.Multiplications / (Ms("ours") / 1000) / Statistics.Median(sides["ours"].Select(m => m.Peak));
        return new(workload.Name, workload.Title, Ms("ours"), Ms("tutorial"), Ms("tuned"), Peak("ours"), Peak("tutorial"), Peak("tuned"))
        {
            RatioTutorialRange = Range("tutorial"), RatioTunedRange = Range("tuned"), LossDifference = difference, ShareOfPeak = share,
            TutorialSetting = Name(settings["tutorial"]), TunedSetting = Name(settings["tuned"]),
        };
    }

    private static string Name((int Threads, string? Wait) setting) =>
        FormattableString.Invariant($"{setting.Threads} thread{(setting.Threads > 1 ? "s" : "")}{(setting.Wait is null ? "" : ", passive")}");

    private double LossDifference(Workload workload, string folder)
    {
        var file = Path.Combine(folder, workload.Name + ".safetensors");
        var ours = Exchange.Write(workload, AgreedSteps, file);
        using var answer = JsonDocument.Parse(Child.Run("/usr/bin/python3", [peer, workload.Name, "--agree", file], []));
        File.Delete(file);
        var theirs = answer.RootElement.GetProperty("losses").EnumerateArray().Select(l => (l[0].GetDouble(), l[1].GetDouble())).ToList();
        double Off(double a, double b) => Math.Abs(a - b) / Math.Max(0.1, Math.Abs(b));
        return ours.Zip(theirs, (a, b) => Math.Max(Off(a.Discriminator, b.Item1), Off(a.Generator, b.Item2))).Max();
    }

    private static Measurement Ours(Workload workload, string digits) =>
        Measurement.Parse(Child.RunSelf(["--measure", workload.Name, "--digits", digits], []));

    private Measurement Peer(Workload workload, string style, (int Threads, string? Wait) setting, string folder, bool short_ = false)
    {
        var text = CultureInfo.InvariantCulture;
        string[] arguments = [peer, workload.Name, "--style", style, "--threads", setting.Threads.ToString(text), "--data", folder,
            "--steps", (short_ ? Math.Max(1, workload.Steps / 3) : workload.Steps).ToString(text), "--warm", (short_ ? Math.Min(1, workload.Warm) : workload.Warm).ToString(text)];
        return Measurement.Parse(Child.Run("/usr/bin/python3", arguments, setting.Wait is null ? [] : new() { ["OMP_WAIT_POLICY"] = setting.Wait }));
    }

    private static void SaveDigits(string path)
    {
        using var digits = Mnist.Embedded();
        using var file = File.Create(path);
        foreach (var number in (int[])[0x803, (int)digits.Count, 28, 28])
            file.Write([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        file.Write(digits.Pixels.data<byte>().ToArray());
    }
}
