using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Metrics;
using Gan.Monitoring;
using static TorchSharp.torch;

/// <summary>What a run is made of. The defaults are those of the committed results.</summary>
internal sealed record RingSettings
{
    public long Steps { get; init; } = 3000;

    public double AheadRate { get; init; } = 0.3;

    public double Gain { get; init; } = 0.8;

    public long Width { get; init; } = 128;

    public double GeneratorRate { get; init; } = 1e-3;

    public double DiscriminatorRate { get; init; } = 1e-4;

    public double Sigma { get; init; } = 0.02;

    public double Radius { get; init; } = 2;

    public int Batch { get; init; } = 256;

    /// <summary>Decay of the generator's moving average; 0 samples from the live one.</summary>
    public double Average { get; init; }

    /// <summary>Share of the training after which both rates fall to 0.</summary>
    public double Decay { get; init; } = 0.99;
}

/// <summary>One training, and what it had found at each tenth.</summary>
internal sealed record RingRun(int Ahead, ulong Seed, IReadOnlyList<ModeCoverage> Course, double Seconds)
{
    internal int Modes => Course[^1].Modes;

    /// <summary>Trains, and draws the points that the first seed ends with.</summary>
    internal static RingRun Of(RingSettings settings, int ahead, ulong seed, string folder)
    {
        set_num_threads(1); // runs go side by side, each on a thread of its own
        using var data = GaussianMixture.Ring(radius: settings.Radius, sigma: settings.Sigma);
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(new RingNetworks(settings.Gain, settings.Width))
            .WithVanilla()
            .WithOptimizers(
                new AdamOptions(settings.GeneratorRate, 0.5, 0.999) { Schedule = new LinearDecay(settings.Decay) },
                new AdamOptions(settings.DiscriminatorRate, 0.5, 0.999) { Schedule = new LinearDecay(settings.Decay) }
            )
            .WithTraining(
                new TrainingOptions
                {
                    Steps = settings.Steps,
                    BatchSize = settings.Batch,
                    Seed = seed,
                    MovingAverageDecay = settings.Average,
                }
            )
            .WithUnrolling(ahead, settings.AheadRate)
            .Build();
        var clock = Stopwatch.StartNew();
        var course = new List<ModeCoverage>();
        foreach (var report in trainer.Steps())
        {
            if (report.Step % Math.Max(1, settings.Steps / 10) == 0)
            {
                using var scope = NewDisposeScope();
                var samples = trainer.Context.Sample(2500, seed: seed);
                course.Add(ModeCoverage.Compute(samples, data.Centers, data.Sigma));
            }
        }
        if (seed == 0)
        {
            Draw(trainer, data, Path.Combine(folder, $"unrolled-{ahead}.png"));
        }
        return new(ahead, seed, course, clock.Elapsed.TotalSeconds);
    }

    private static void Draw(GanTrainer trainer, IDataset data, string file)
    {
        using var scope = NewDisposeScope();
        var real = data.Read(arange(2000), CPU).Samples;
        PointPlot.Draw(trainer.Context.Sample(2000, seed: 1), real).Save(file);
    }

    /// <summary>Modes at each tenth.</summary>
    internal string ModesOnTheWay => string.Join(' ', Course.Select(found => found.Modes));

    /// <summary>Samples near a mode at each tenth, in percent.</summary>
    internal string QualityOnTheWay =>
        string.Join(' ', Course.Select(found => FormattableString.Invariant($"{100 * found.HighQuality:0}")));

    internal string Line() =>
        FormattableString.Invariant($"K = {Ahead} seed {Seed}: {ModesOnTheWay} modes, ")
        + FormattableString.Invariant($"{QualityOnTheWay} % within 3 sigma, {Seconds:0} s");
}
