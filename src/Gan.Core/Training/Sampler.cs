using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Draws latents and labels and runs a generator in evaluation mode, a chunk at a time.</summary>
/// <param name="generator">The generator.</param>
/// <param name="latentSize">Entries of a latent, without the condition's.</param>
/// <param name="classes">Classes that can be asked for; 0 for an unconditional GAN.</param>
/// <param name="device">Where the generator is.</param>
internal sealed class Sampler(GeneratorNetwork generator, long latentSize, long classes, Device device)
{
    private const long Chunk = 250; // bounds memory; samples do not depend on it in evaluation mode

    internal Tensor Sample(long count, long? label, ulong seed)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"count must be at least 1, but was {count}.");
        using var scope = NewDisposeScope();
        return Generate(Latents(count, seed), Labels(count, label)).MoveToOuterDisposeScope();
    }

    /// <summary>Latents from N(0, I) on the CPU, so that a seed means the same on every device.</summary>
    internal Tensor Latents(long count, ulong seed)
    {
        using var stream = new Generator((ulong)Randomness.Seed(seed, Purpose.Sampling));
        return randn([count, latentSize], generator: stream);
    }

    internal Tensor? Labels(long count, long? label)
    {
        if (classes == 0)
            return label is null ? null : throw new InvalidOperationException($"Label {label} was asked of a GAN without condition. Train it with WithConditioning(...) on a labelled data set.");
        if (label is not (null or >= 0) || label >= classes)
            throw new ArgumentOutOfRangeException(nameof(label), $"label must be in [0, {classes}), but was {label}.");
        return label is { } one ? full(new[] { count }, one, dtype: ScalarType.Int64) : arange(count).remainder(classes);
    }

    internal Tensor Generate(Tensor latents, Tensor? labels)
    {
        using var _ = no_grad();
        var training = generator.training;
        if (training) generator.eval();
        try
        {
            var count = latents.size(0);
            var parts = new List<Tensor>();
            for (long at = 0; at < count; at += Chunk)
            {
                using var scope = NewDisposeScope();
                var rows = Math.Min(Chunk, count - at);
                var condition = labels?.narrow(0, at, rows).to(device);
                parts.Add(generator.call(latents.narrow(0, at, rows).to(device), condition).cpu().MoveToOuterDisposeScope());
            }
            return cat(parts.ToArray());
        }
        finally
        {
            if (training) generator.train();
        }
    }
}
