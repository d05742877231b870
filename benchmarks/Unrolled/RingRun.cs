using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Metrics;
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
}

/// <summary>One training, and how many modes it had found at each tenth.</summary>
internal sealed record RingRun(int Ahead, ulong Seed, IReadOnlyList<int> Course, double HighQuality, double Seconds)
{
    internal int Modes => Course[^1];

    internal static RingRun Of(RingSettings settings, int ahead, ulong seed)
    {
        set_num_threads(1); // runs go side by side, each on a thread of its own
        using var data = GaussianMixture.Ring(radius: settings.Radius, sigma: settings.Sigma);
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(new RingNetworks(settings.Gain, settings.Width))
            .WithVanilla()
            .WithOptimizers(
                new AdamOptions(settings.GeneratorRate, 0.5, 0.999),
                new AdamOptions(settings.DiscriminatorRate, 0.5, 0.999)
            )
            .WithTraining(
                new TrainingOptions
                {
                    Steps = settings.Steps,
                    BatchSize = settings.Batch,
                    Seed = seed,
                    MovingAverageDecay = 0,
                }
            )
            .WithUnrolling(ahead, settings.AheadRate)
            .Build();
        var clock = Stopwatch.StartNew();
        var course = new List<int>();
        var quality = 0.0;
        foreach (var report in trainer.Steps())
        {
            if (report.Step % Math.Max(1, settings.Steps / 10) == 0)
            {
                using var scope = NewDisposeScope();
                var samples = trainer.Context.Sample(2500, seed: seed);
                var found = ModeCoverage.Compute(samples, data.Centers, data.Sigma);
                course.Add(found.Modes);
                quality = found.HighQuality;
            }
        }
        return new(ahead, seed, course, quality, clock.Elapsed.TotalSeconds);
    }

    internal string Line() =>
        FormattableString.Invariant($"K = {Ahead} seed {Seed}: {string.Join(' ', Course)} modes, ")
        + FormattableString.Invariant($"{100 * HighQuality:0.0} % within 3 sigma, {Seconds:0} s");
}
