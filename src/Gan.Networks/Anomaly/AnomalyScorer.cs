using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Reconstructs samples and scores how far they are from that, some at a time.</summary>
internal sealed partial class AnomalyScorer(AnomalyNetworks networks, AnomalyPlan plan, Device device)
{
    private const long Rows = 250; // bounds memory

    private readonly LatentSearcher searcher = new(networks, plan.Search, plan.Networks.Family.LatentSize, device);

    /// <summary>What the generator makes of the samples' latents, [N, …] on the CPU.</summary>
    internal Tensor Reconstruct(Tensor samples) => InParts(samples, x => Make(x).Made);

    /// <summary>[N] on the CPU.</summary>
    internal Tensor Score(Tensor samples) => InParts(samples, Scores);

    private Tensor Scores(Tensor samples)
    {
        var (made, found) = Make(samples);
        if (found is not null)
        {
            return found;
        }
        var residual = MeanSquare(samples - made);
        if (plan.FeatureWeight == 0)
        {
            return residual;
        }
        var judge = networks.Discriminator;
        var difference = judge.Features(samples, null) - judge.Features(made, null);
        return residual + (plan.FeatureWeight * MeanSquare(difference));
    }

    private static Tensor MeanSquare(Tensor rows) => rows.square().flatten(1).mean([1]);

    private (Tensor Made, Tensor? Scores) Make(Tensor samples)
    {
        if (networks.Encoder is { } encoder)
        {
            return (networks.Generator.call(encoder.call(samples), null), null);
        }
        var (latents, scores) = searcher.Find(samples);
        return (networks.Generator.call(latents, null), scores);
    }

    private Tensor InParts(Tensor samples, Func<Tensor, Tensor> work)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var each = networks.Encoder is null ? Math.Max(1, Rows / plan.Search.Starts) : Rows;
        var parts = new List<Tensor>();
        for (long at = 0; at < samples.shape[0]; at += each)
        {
            var part = samples.narrow(0, at, Math.Min(each, samples.shape[0] - at));
            parts.Add(TorchErrors.Guard(() => Run(part, work)));
        }
        return cat(parts.ToArray()).MoveToOuterDisposeScope();
    }

    private Tensor Run(Tensor part, Func<Tensor, Tensor> work)
    {
        using var scope = NewDisposeScope();
        return work(part.to(ScalarType.Float32, device)).cpu().MoveToOuterDisposeScope();
    }
}
