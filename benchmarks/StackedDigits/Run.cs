using System.Diagnostics;
using Gan;
using Gan.Metrics;
using static TorchSharp.torch;

/// <summary>One training, and what 25,600 of its samples show.</summary>
internal sealed record Run(
    string Game,
    long Maps,
    long Iterations,
    ulong Seed,
    int Modes,
    double ReverseKl,
    double Seconds
)
{
    private const int Samples = 25_600;
    private const int Classes = 1000;

    internal static Run Of(
        Contestant game,
        StackedDigits data,
        ImageClassifier classifier,
        long maps,
        long iterations,
        ulong seed
    )
    {
        var clock = Stopwatch.StartNew();
        using var gan = game.Apply(new GanBuilder().WithData(data).WithNetworks(new TinyNetworks(maps, game.Norm)))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = iterations,
                    BatchSize = 128 * game.Pack,
                    Seed = seed,
                }
            )
            .Train();
        var seconds = clock.Elapsed.TotalSeconds;
        using var scope = NewDisposeScope();
        var counts = new long[Classes];
        for (var part = 0; part < Samples / 2560; part++)
        {
            using var inner = NewDisposeScope();
            Count(gan.Sample(2560, seed: part), classifier, counts);
        }
        return new(game.Name, maps, iterations, seed, counts.Count(c => c > 0), Divergence(counts), seconds);
    }

    private static void Count(Tensor samples, ImageClassifier classifier, long[] counts)
    {
        var digits = classifier.Probabilities(samples.reshape(-1, 1, 28, 28)).argmax(1).view(-1, 3);
        foreach (var triple in (digits * tensor(new long[] { 100, 10, 1 })).sum(1).data<long>())
        {
            counts[triple]++;
        }
    }

    // KL(p̂ ‖ uniform over all 1,000), as the papers have it.
    private static double Divergence(long[] counts)
    {
        var all = (double)counts.Sum();
        var sum = 0.0;
        foreach (var count in counts.Where(c => c > 0))
        {
            sum += count / all * Math.Log(count / all * Classes);
        }
        return sum;
    }
}
