using System.Diagnostics;
using Gan;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>How far a run was at one moment, with 2,500 samples; no divergence where no sample is good.</summary>
internal sealed record Moment(long Iteration, int Modes, double HighQuality, double? ReverseKl);

/// <summary>One training of one game on one set from one seed.</summary>
internal sealed record Run(
    string Game,
    string Set,
    ulong Seed,
    long Iterations,
    double Seconds,
    IReadOnlyList<Moment> Course
)
{
    private const int Moments = 10;

    internal Moment End => Course[^1];

    internal static Run Of(Configuration game, string set, ulong seed, long iterations)
    {
        set_num_threads(1); // runs go side by side, each on a thread of its own
        using var data = set == "ring" ? GaussianMixture.Ring() : GaussianMixture.Grid();
        using var trainer = game.Apply(new GanBuilder().WithData(data).WithNetworks(new PacganNetworks()), data.Sigma)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = iterations,
                    BatchSize = 100 * game.Pack,
                    Seed = seed,
                    MovingAverageDecay = game.Average,
                    DiscriminatorWarmUp = game.WarmUp,
                }
            )
            .Build();
        var course = new List<Moment>();
        var clock = Stopwatch.StartNew();
        foreach (var report in trainer.Steps())
        {
            if (report.Step % Math.Max(1, iterations / Moments) != 0 && report.Step != iterations)
            {
                continue;
            }
            using var scope = NewDisposeScope();
            var coverage = Gan.Metrics.ModeCoverage.Compute(
                trainer.Context.Sample(2500, seed: seed),
                data.Centers,
                data.Sigma
            );
            course.Add(
                new(
                    report.Step,
                    coverage.Modes,
                    coverage.HighQuality,
                    double.IsNaN(coverage.ReverseKl) ? null : coverage.ReverseKl
                )
            );
        }
        return new(game.Name, set, seed, iterations, clock.Elapsed.TotalSeconds, course);
    }
}
