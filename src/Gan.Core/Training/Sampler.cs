using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Draws latents and labels and runs a generator in evaluation mode, a chunk at a time.</summary>
/// <param name="generator">The generator.</param>
/// <param name="latentSize">Entries of a latent, without the condition's.</param>
/// <param name="classes">Classes that can be asked for; 0 for an unconditional GAN.</param>
/// <param name="device">Where the generator is.</param>
/// <param name="vectors">Width of the vectors that the GAN is conditioned on; 0 for labels or nothing.</param>
/// <param name="draw">Gives so many vectors for a seed where a call names none; null when only the caller can name
/// them.</param>
internal sealed class Sampler(
    GeneratorNetwork generator,
    long latentSize,
    long classes,
    Device device,
    long vectors = 0,
    Func<long, ulong, Tensor>? draw = null
)
{
    private const long Chunk = 250; // bounds memory; samples do not depend on it in evaluation mode

    internal Tensor Sample(long count, long? label, ulong seed)
    {
        Argument.Within(1, Array.MaxLength, count);
        using var scope = NewDisposeScope();
        return Generate(Latents(count, seed), Condition(count, label, seed)).MoveToOuterDisposeScope();
    }

    /// <summary>Latents from N(0, I) on the CPU, so that a seed means the same on every device.</summary>
    internal Tensor Latents(long count, ulong seed)
    {
        using var stream = new Generator((ulong)Randomness.Seed(seed, Purpose.Sampling));
        return randn([count, latentSize], generator: stream);
    }

    /// <summary>Samples under vectors [N, K] that the caller names.</summary>
    internal Tensor Sample(Tensor conditions, ulong seed)
    {
        Checked(conditions, nameof(conditions));
        using var scope = NewDisposeScope();
        return Generate(Latents(conditions.shape[0], seed), conditions.to(ScalarType.Float32).cpu())
            .MoveToOuterDisposeScope();
    }

    /// <summary>Vectors that fit.</summary>
    internal Tensor Checked(Tensor conditions, string name, long? rows = null)
    {
        if (vectors == 0)
        {
            throw new InvalidOperationException(
                "Vectors were asked of a GAN that is not conditioned on vectors. Ask it by label, or train "
                    + "it with VectorConcatenation or InfoGanCodes."
            );
        }
        if (
            conditions.dim() != 2
            || conditions.shape[1] != vectors
            || conditions.shape[0] < 1
            || !conditions.is_floating_point()
            || (rows is { } n && conditions.shape[0] != n)
        )
        {
            throw new ArgumentException(
                $"Conditions must be floats of shape [N, {vectors}], but were {conditions.dtype} of shape "
                    + $"{ShapeText.Of(conditions.shape)}.",
                name
            );
        }
        return conditions;
    }

    internal Tensor? Condition(long count, long? label, ulong seed = 0)
    {
        if (vectors > 0)
        {
            if (label is not null)
            {
                throw new InvalidOperationException(
                    $"Label {label} was asked of a GAN that is conditioned on vectors of {vectors} numbers. "
                        + "Call Sample(conditions) instead."
                );
            }
            return draw?.Invoke(count, seed)
                ?? throw new InvalidOperationException(
                    $"This GAN is conditioned on vectors of {vectors} numbers. Name them: "
                        + $"Sample(conditions), with a tensor of shape [N, {vectors}]."
                );
        }
        if (classes == 0)
        {
            return label is null
                ? null
                : throw new InvalidOperationException(
                    $"Label {label} was asked of a GAN without condition. Train it with "
                        + "WithConditioning(...) on a labelled data set."
                );
        }
        Argument.Must(label is null || (label >= 0 && label < classes), $"be in [0, {classes})", label);
        return label is { } one
            ? full(new[] { count }, one, dtype: ScalarType.Int64)
            : arange(count).remainder(classes);
    }

    /// <summary>The sampler of a running training, which takes vectors from the data where the caller names
    /// none.</summary>
    internal static Sampler Of(GanSettings settings, GeneratorNetwork network, IDataset data, Device device)
    {
        var vectors = settings.Conditional && settings.TakesVectors ? settings.ConditionWidth : 0;
        return new(
            network,
            settings.LatentSize,
            settings.Conditional && vectors == 0 ? settings.Classes : 0,
            device,
            vectors,
            Draws(settings.Conditioning) ?? ((count, _) => data.Read(arange(count).remainder(data.Count), CPU).Labels!)
        );
    }

    /// <summary>How a conditioning's own draws serve a sampler; null for one that takes its conditions from the
    /// data.</summary>
    internal static Func<long, ulong, Tensor>? Draws(IConditioning? conditioning) =>
        conditioning is not { DrawnSize: > 0 }
            ? null
            : (count, seed) =>
            {
                using var stream = new Generator((ulong)Randomness.Seed(seed, Purpose.Labels));
                return conditioning.Draw(count, stream);
            };

    internal Tensor Interpolate(ulong fromSeed, ulong toSeed, long steps, long? label, Tensor? vector = null)
    {
        Argument.Within(2, Array.MaxLength, steps);
        using var scope = NewDisposeScope();
        var a = Latents(1, fromSeed);
        var b = Latents(1, toSeed);
        var cosine = (a * b).sum() / (a.square().sum().sqrt() * b.square().sum().sqrt());
        var angle = Math.Acos(Math.Clamp(cosine.ToDouble(), -1, 1));
        var path = Enumerable
            .Range(0, (int)steps)
            .Select(i =>
            {
                var t = i / (steps - 1.0);
                return Math.Sin(angle) < 1e-6
                    ? a * (1 - t) + b * t
                    : (a * Math.Sin((1 - t) * angle) + b * Math.Sin(t * angle)) / Math.Sin(angle);
            });
        var one =
            (vector is null ? null : Checked(vector.dim() == 1 ? vector.unsqueeze(0) : vector, "condition", rows: 1))
            ?? Condition(1, label ?? (classes > 0 ? 0 : null), fromSeed);
        return Generate(cat(path.ToArray()), one?.expand([steps, .. one.shape[1..]])).MoveToOuterDisposeScope();
    }

    internal Tensor Generate(Tensor latents, Tensor? labels) => TorchErrors.Guard(() => Made(latents, labels));

    private Tensor Made(Tensor latents, Tensor? labels)
    {
        using var _ = no_grad();
        using var modes = generator.training ? new KeptModes(generator) : null;
        if (modes is not null)
        {
            generator.eval();
        }
        var count = latents.size(0);
        // one block from the start: parts kept between the layers' large blocks would tear the heap to pieces
        Tensor? all = null;
        for (long at = 0; at < count; at += Chunk)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(Chunk, count - at);
            var made = generator
                .call(latents.narrow(0, at, rows).to(device), labels?.narrow(0, at, rows).to(device))
                .cpu();
            if (rows == count)
            {
                return made.MoveToOuterDisposeScope();
            }
            all ??= empty([count, .. made.shape[1..]], dtype: made.dtype).MoveToOuterDisposeScope();
            all.narrow(0, at, rows).copy_(made);
        }
        return all!;
    }
}
