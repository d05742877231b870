using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Looks for the latents of samples. The entries of a latent move by themselves, so that a sample's result
/// does not depend on the others of its batch.</summary>
internal sealed class LatentSearcher(AnomalyNetworks networks, LatentSearch search, long latentSize, Device device)
{
    private const ulong OfStarts = 10; // purpose of RandomSeed, part of the seeds: never renumber

    /// <summary>The best latents of samples [n, …], [n, L], and their scores [n].</summary>
    internal (Tensor Latents, Tensor Scores) Find(Tensor samples)
    {
        var count = samples.size(0);
        var targets = samples.repeat_interleave(search.Starts, 0);
        var features = Features(targets);
        var latents = Descend(Starts(count), z => Objective(z, targets, features).sum());
        using var _ = no_grad();
        var (scores, best) = Objective(latents, targets, features).view(count, search.Starts).min(1);
        return (latents[(arange(count, device: device) * search.Starts) + best], scores);
    }

    // From N(0, I) on the CPU, so that a seed means the same on every device.
    private Tensor Starts(long count)
    {
        using var stream = new Generator((ulong)RandomSeed.Of(search.Seed, OfStarts));
        return randn([search.Starts, latentSize], generator: stream).to(device).repeat(count, 1);
    }

    // Adam with a rate that falls in a straight line.
    private Tensor Descend(Tensor latents, Func<Tensor, Tensor> objective) =>
        AdamDescent.Run(
            latents,
            search.Steps,
            step => search.LearningRate * (1 - ((step - 1.0) / search.Steps)),
            (_, at) => objective(at)
        );

    private Tensor Objective(Tensor latents, Tensor targets, Tensor? features)
    {
        var made = networks.Generator.call(latents, null);
        var residual = (targets - made).abs().flatten(1).sum(1);
        return features is null
            ? residual
            : ((1 - search.FeatureShare) * residual)
                + (search.FeatureShare * (features - networks.Discriminator.Features(made, null)).abs().sum(1));
    }

    private Tensor? Features(Tensor samples)
    {
        using var _ = no_grad();
        return search.FeatureShare > 0 ? networks.Discriminator.Features(samples, null) : null;
    }
}
