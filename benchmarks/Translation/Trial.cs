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
    private const int Shown = 8; // images in the picture

    private readonly List<Row> rows = [];
    private readonly List<Tensor> columns = [];

    /// <summary>The held-out pairs.</summary>
    internal Batch Held { get; } = held.Read(arange(Math.Min(held.Count, arguments.Held)), CPU);

    internal ulong Seed { get; set; }

    /// <summary>Trains and measures.</summary>
    internal TrainedTranslator Train(string method, TranslationBuilder translation, Action<Row, Tensor>? more = null)
    {
        var clock = new ProcessorClock();
        var trained = translation.Train();
        var seconds = clock.Seconds;
        using var scope = NewDisposeScope();
        Add(method, trained.Translate(Held.Input!), seconds, more);
        return trained;
    }

    /// <summary>Measures what a method made of the held-out inputs. The first seed's is a column of the task's
    /// picture.</summary>
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
            columns.Add(Tile(made).DetachFromDisposeScope());
            Draw();
        }
    }

    // Each line: an input, what each method made of it in the order of the table, the target.
    private void Draw()
    {
        using var scope = NewDisposeScope();
        var lines = cat([Tile(Held.Input!), .. columns, Tile(Held.Samples)], 3);
        var name = task.Replace(' ', '-').Replace(",", "").ToLowerInvariant();
        SampleGrid.Draw(lines, columns: 2).Save(Path.Combine(arguments.Folder, "translation", name + ".png"));
    }

    // The first images in the target's channels; small ones twice as large. The mask of an input is left out.
    private Tensor Tile(Tensor images)
    {
        using var scope = NewDisposeScope();
        var shape = Held.Samples.shape;
        var some = images.narrow(0, 0, Shown);
        some = some.narrow(1, 0, Math.Min(some.shape[1], shape[1])).expand(-1, shape[1], -1, -1);
        var side = shape[2] < 64 ? 2 * shape[2] : shape[2];
        return nn.functional.interpolate(some, [side, side], mode: InterpolationMode.Nearest).MoveToOuterDisposeScope();
    }
}
