using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Looks for the latents of samples. The entries of a latent move by themselves, so that a sample's result
/// does not depend on the others of its batch.</summary>
internal sealed class LatentSearcher(AnomalyNetworks networks, LatentSearch search, long latentSize, Device device)
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
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

    /// <summary>Adam (Kingma and Ba 2015) with a rate that falls in a straight line.</summary>
    private Tensor Descend(Tensor latents, Func<Tensor, Tensor> objective)
    {
        using var gradients = enable_grad();
        var mean = zeros_like(latents);
        var square = zeros_like(latents);
        for (var step = 1; step <= search.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var at = latents.detach().requires_grad_();
            var slope = autograd.grad([objective(at)], [at])[0];
            mean.mul_(MeanDecay).add_(slope, 1 - MeanDecay);
            square.mul_(SquareDecay).addcmul_(slope, slope, 1 - SquareDecay);
            var rate = search.LearningRate * (1 - ((step - 1.0) / search.Steps)) / (1 - Math.Pow(MeanDecay, step));
            var spread = (square / (1 - Math.Pow(SquareDecay, step))).sqrt() + 1e-8;
            latents.addcdiv_(mean, spread, -rate);
        }
        return latents;
    }

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
