using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Measures the means and variances of a generator's batch normalisations anew: their averages over many
/// batches of latents and conditions (Brock et al. 2019, appendix B, "standing statistics").</summary>
/// <param name="plan">What the generator was made from.</param>
/// <param name="device">Where it is.</param>
/// <param name="batches">Batches. At least 1.</param>
/// <param name="batchSize">Latents of a batch. At least 2.</param>
/// <param name="truncation">Largest size of a latent's entries; null for any.</param>
/// <param name="seed">Equal seeds give equal statistics.</param>
internal sealed class StandingStatistics(
    NetworkPlan plan,
    Device device,
    int batches,
    int batchSize,
    double? truncation,
    ulong seed
)
{
    // Purposes of RandomSeed. They are part of the seeds: never renumber.
    private const ulong OfLatents = 40;
    private const ulong OfConditions = 41;

    /// <summary>Measures, and leaves the generator in evaluation mode.</summary>
    /// <exception cref="InvalidOperationException">It has no batch normalisation, or conditions that only the caller
    /// could name.</exception>
    internal GeneratorNetwork Measure(GeneratorNetwork generator)
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
                generator.call(Latents(batch).to(device), Conditions(batch)?.to(device));
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
        return generator;
    }

    // As those of the samples, from the CPU, so that a seed means the same on every device.
    private Tensor Latents(int batch)
    {
        var own = RandomSeed.Of(seed, OfLatents, batch);
        using var stream = new Generator((ulong)own);
        var latents = randn([batchSize, plan.Family.LatentSize], generator: stream);
        return truncation is { } bound ? Sampler.Redrawn(latents, bound, (ulong)own) : latents;
    }

    private Tensor? Conditions(int batch)
    {
        using var stream = new Generator((ulong)RandomSeed.Of(seed, OfConditions, batch));
        return plan.Condition.Kind switch
        {
            ConditionKind.None => null,
            ConditionKind.Label => randint(0, plan.Condition.Width, [batchSize], ScalarType.Int64, generator: stream),
            ConditionKind.Code => plan.Conditioning!.Draw(batchSize, stream),
            _ => throw new InvalidOperationException(
                "Standing statistics need conditions as the data have them, and this GAN is conditioned on vectors "
                    + "that only its data know. Sample from it as it is."
            ),
        };
    }
}
