using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Measures the means and variances of a generator's batch normalisations anew: their averages over many
/// batches of latents and conditions (Brock et al. 2019, appendix B, "standing statistics").</summary>
internal static class StandingStatistics
{
    // Purposes of RandomSeed. They are part of the seeds: never renumber.
    private const ulong OfLatents = 40;
    private const ulong OfLabels = 41;

    /// <summary>Measures, and leaves the generator in evaluation mode.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="batches">Batches. At least 1.</param>
    /// <param name="batchSize">Latents of a batch. At least 2.</param>
    /// <param name="seed">Equal seeds give equal statistics.</param>
    /// <exception cref="InvalidOperationException">It has no batch normalisation, or conditions that only the caller
    /// could name.</exception>
    internal static void Measure(
        GeneratorNetwork generator,
        NetworkPlan plan,
        Device device,
        int batches,
        int batchSize,
        ulong seed
    )
    {
        var norms = generator.modules().OfType<BatchNorm>().Where(norm => norm.track_running_stats).ToList();
        if (norms.Count == 0)
        {
            throw new InvalidOperationException(
                $"Standing statistics are those of batch normalisation, but {generator.GetName()} has none. "
                    + "Sample from it as it is."
            );
        }
        var momenta = norms.Select(norm => norm.momentum).ToList();
        using var _ = no_grad();
        generator.eval();
        // The rest stays in evaluation mode, so that spectral normalisation and dropout do as they will in sampling.
        norms.ForEach(norm => norm.train());
        try
        {
            for (var batch = 0; batch < batches; batch++)
            {
                using var scope = NewDisposeScope();
                // A mean over all batches so far; the first one replaces what was there.
                norms.ForEach(norm => norm.momentum = 1.0 / (batch + 1));
                var latents = Latents(batchSize, plan.Family.LatentSize, RandomSeed.Of(seed, OfLatents, batch));
                var conditions = Conditions(plan, batchSize, RandomSeed.Of(seed, OfLabels, batch));
                generator.call(latents.to(device), conditions?.to(device));
            }
        }
        finally
        {
            norms.ForEach(norm => norm.eval());
            for (var i = 0; i < norms.Count; i++)
            {
                norms[i].momentum = momenta[i];
            }
        }
    }

    // As those of the samples, from the CPU, so that a seed means the same on every device.
    private static Tensor Latents(int count, long size, long seed)
    {
        using var stream = new Generator((ulong)seed);
        return randn([count, size], generator: stream);
    }

    private static Tensor? Conditions(NetworkPlan plan, int count, long seed)
    {
        using var stream = new Generator((ulong)seed);
        return plan.Condition.Kind switch
        {
            ConditionKind.None => null,
            ConditionKind.Label => randint(0, plan.Condition.Width, [count], ScalarType.Int64, generator: stream),
            ConditionKind.Code => plan.Conditioning!.Draw(count, stream),
            _ => throw new InvalidOperationException(
                "Standing statistics need conditions as the data have them, and this GAN is conditioned on vectors "
                    + "that only its data know. Sample from it as it is."
            ),
        };
    }
}
