using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>What all tasks need: held-out pairs, distances, a clock and pictures.</summary>
internal sealed class Trial(string task, IDataset held, IFeatureExtractor features, Arguments arguments)
{
    private readonly List<Row> rows = [];

    /// <summary>The held-out pairs.</summary>
    internal Batch Held { get; } = held.Read(arange(Math.Min(held.Count, arguments.Held)), CPU);

    internal ulong Seed { get; set; }

    /// <summary>Trains, measures, and writes a picture of the first seed.</summary>
    internal TrainedTranslator Train(string method, TranslationBuilder translation, Action<Row, Tensor>? more = null)
    {
        var clock = Stopwatch.StartNew();
        var trained = translation.Train();
        using var scope = NewDisposeScope();
        var made = trained.Translate(Held.Input!);
        Add(method, made, clock.Elapsed.TotalSeconds, more);
        return trained;
    }

    /// <summary>Measures what a method made of the held-out inputs.</summary>
    internal void Add(string method, Tensor made, double seconds = 0, Action<Row, Tensor>? more = null)
    {
        var values = new Dictionary<string, double>
        {
            ["L1"] = Distortion.L1(made, Held.Samples).mean().ToDouble(),
            ["PSNR"] = Distortion.Psnr(made, Held.Samples).mean().ToDouble(),
            ["SSIM"] = Distortion.Ssim(made, Held.Samples).mean().ToDouble(),
            ["FID"] = FrechetDistance.Compute(features.Extract(Held.Samples), features.Extract(made)),
        };
        var row = new Row(task, method, Seed, values, seconds);
        more?.Invoke(row, made);
        rows.Add(row);
        Results.Add(arguments.Folder, rows);
        var text = string.Join(", ", row.Values.Select(v => FormattableString.Invariant($"{v.Key} {v.Value:0.####}")));
        Console.Error.WriteLine(FormattableString.Invariant($"{task} · {method} · seed {Seed}: {text}, {seconds:0} s"));
        if (Seed == 0)
        {
            Draw(method, made);
        }
    }

    private void Draw(string method, Tensor made)
    {
        using var scope = NewDisposeScope();
        var input = Held.Input!.narrow(0, 0, 12);
        var target = Held.Samples.narrow(0, 0, 12);
        input = input
            .narrow(1, 0, target.shape[1] == 3 && input.shape[1] >= 3 ? 3 : 1)
            .expand(-1, target.shape[1], -1, -1);
        if (input.shape[2] != target.shape[2])
        {
            input = nn.functional.interpolate(input, target.shape[2..], mode: InterpolationMode.Nearest);
        }
        var row = cat([input, made.narrow(0, 0, 12), target], 3);
        var name = $"{task} {method}".Replace(' ', '-').Replace(",", "").ToLowerInvariant();
        SampleGrid.Draw(row, columns: 4).Save(Path.Combine(arguments.Folder, "translation", name + ".png"));
    }
}
