using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Draws latents and conditions and runs a generator in evaluation mode, a chunk at a time.</summary>
public sealed partial class Sampler
{
    private const long Chunk = 250; // bounds memory; samples do not depend on it in evaluation mode

    // Purposes of RandomSeed. They are part of the seeds: never renumber.
    private const ulong OfLatents = 7;
    private const ulong OfConditions = 8;

    private readonly GeneratorNetwork generator;
    private readonly IConditioning? conditioning;
    private readonly long latentSize;
    private readonly long[] shape;
    private readonly ConditionSpec asked; // by what samples are asked
    private readonly Device device;
    private readonly Func<long, Tensor>? vectors;

    /// <summary>Samples from a generator, which stays the caller's to dispose.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="vectors">Gives so many vectors where a call names none; null when only the caller can name
    /// them.</param>
    public Sampler(GeneratorNetwork generator, NetworkPlan plan, Device device, Func<long, Tensor>? vectors = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(device);
        this.generator = generator;
        this.device = device;
        this.vectors = vectors;
        conditioning = plan.Conditioning;
        latentSize = plan.Family.LatentSize;
        shape = [.. plan.SampleShape];
        asked = plan.Condition;
    }

    /// <summary>Samples [count, …Shape] on the CPU.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns.</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <param name="truncation">Fewer outliers for less variety: see <see cref="TrainedGan.Sample(long, long?, long?,
    /// double?)"/>. Null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">count, label or truncation is out of range.</exception>
    /// <exception cref="InvalidOperationException">The GAN is asked by something else, or must be told by
    /// what.</exception>
    public Tensor Sample(long count, long? label = null, ulong seed = 0, double? truncation = null)
    {
        CheckCount(count);
        CheckTruncation(truncation);
        using var scope = NewDisposeScope();
        return Truncated(count, Condition(count, label, seed), truncation, seed).MoveToOuterDisposeScope();
    }

    private static void CheckCount(long count)
    {
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"count must be at least 1, but was {count}.");
        }
        if (count > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                $"count must be at most {Array.MaxLength}, but was {count}."
            );
        }
    }

    /// <summary>By which rule a seed means latents: that of the file, if the generator came from one.</summary>
    internal int LatentRule { get; init; } = PortableLatents.Rule;

    // From N(0, I) on the CPU, so that a seed means the same on every device.
    private Tensor Latents(long count, ulong seed, double? bound = null)
    {
        if (LatentRule == PortableLatents.RuleOfLibtorch)
        {
            using var stream = new Generator((ulong)RandomSeed.Of(seed, OfLatents));
            var drawn = randn([count, latentSize], generator: stream);
            return bound is { } most ? Redrawn(drawn, most, seed) : drawn;
        }
        var latents = empty(count, latentSize);
        var rows = new float[Math.Min(count, Chunk) * latentSize];
        for (long at = 0; at < count; at += Chunk)
        {
            var part = rows.AsMemory(0, (int)(Math.Min(Chunk, count - at) * latentSize));
            PortableLatents.Fill(seed, at, (int)latentSize, part.Span, bound);
            using var made = tensor(part, [part.Length / latentSize, latentSize]);
            latents.narrow(0, at, made.size(0)).copy_(made);
        }
        return latents;
    }

    /// <summary>Samples [N, …Shape] on the CPU under vectors that the caller names.</summary>
    /// <param name="condition">Floats [N, K].</param>
    /// <param name="seed">Equal seeds give equal samples.</param>
    /// <exception cref="ArgumentException">The vectors are not floats of that shape.</exception>
    /// <exception cref="InvalidOperationException">The GAN is not conditioned on vectors.</exception>
    public Tensor Sample(Tensor condition, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(condition);
        CheckVectors(condition, nameof(condition));
        using var scope = NewDisposeScope();
        return Generate(Latents(condition.shape[0], seed), condition.to(ScalarType.Float32).cpu())
            .MoveToOuterDisposeScope();
    }

    private Tensor CheckVectors(Tensor condition, string name, long? rows = null)
    {
        if (!asked.IsNumbers)
        {
            throw new InvalidOperationException(
                "Vectors were asked of a GAN that is not conditioned on vectors. Ask it by label, or train "
                    + "it with VectorConcatenation or InfoGanCodes."
            );
        }
        if (
            condition.dim() != 2
            || condition.shape[1] != asked.Width
            || condition.shape[0] < 1
            || !condition.is_floating_point()
            || (rows is { } n && condition.shape[0] != n)
        )
        {
            throw new ArgumentException(
                $"Conditions must be floats of shape [N, {asked.Width}], but were {condition.dtype} of shape "
                    + $"{ShapeText.Of(condition.shape)}.",
                name
            );
        }
        return condition;
    }

    private Tensor? Condition(long count, long? label, ulong seed)
    {
        switch (asked.Kind)
        {
            case ConditionKind.Label:
                return Labels(count, label);
            case ConditionKind.Vector or ConditionKind.Code when label is not null:
                throw NoLabels(
                    label,
                    $"that is conditioned on vectors of {asked.Width} numbers. Call Sample(conditions) instead."
                );
            case ConditionKind.Vector:
                return Vectors(count);
            case ConditionKind.Code:
                return Codes(count, seed);
            default:
                return label is null
                    ? null
                    : throw NoLabels(
                        label,
                        "without condition. Train it with WithConditioning(...) on a labelled data set."
                    );
        }
    }

    private Tensor Labels(long count, long? label)
    {
        if (label is not (null or >= 0) || label >= asked.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(label),
                $"label must be in [0, {asked.Width}), but was {label}."
            );
        }
        return label is { } one
            ? full(new[] { count }, one, dtype: ScalarType.Int64)
            : arange(count).remainder(asked.Width);
    }

    private Tensor Codes(long count, ulong seed)
    {
        using var stream = new Generator((ulong)RandomSeed.Of(seed, OfConditions));
        return conditioning!.Draw(count, stream);
    }

    private Tensor Vectors(long count) =>
        vectors?.Invoke(count)
        ?? throw new InvalidOperationException(
            $"This GAN is conditioned on vectors of {asked.Width} numbers. Name them: "
                + $"Sample(conditions), with a tensor of shape [N, {asked.Width}]."
        );

    private static InvalidOperationException NoLabels(long? label, string gan) =>
        new($"Label {label} was asked of a GAN {gan}");

    /// <summary>A walk from one sample to another, [steps, …Shape] on the CPU, both ends included: along the great
    /// circle of latents (White 2016), or in a straight line of styles where there are styles.</summary>
    /// <param name="fromSeed">Seed of the first sample.</param>
    /// <param name="toSeed">Seed of the last sample.</param>
    /// <param name="steps">How many samples. At least 2.</param>
    /// <param name="label">The class of all of them; 0 when null and the GAN is asked by label.</param>
    /// <param name="condition">The vector [K] of all of them; null draws one where the GAN draws its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">steps or label is out of range.</exception>
    /// <exception cref="ArgumentException">The vector has another shape.</exception>
    public Tensor Interpolate(ulong fromSeed, ulong toSeed, long steps, long? label = null, Tensor? condition = null)
    {
        if (steps > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(steps),
                $"steps must be at most {Array.MaxLength}, but was {steps}."
            );
        }
        if (steps < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), $"steps must be at least 2, but was {steps}.");
        }
        using var scope = NewDisposeScope();
        var a = Latents(1, fromSeed);
        var b = Latents(1, toSeed);
        var one = condition is null ? FirstCondition(label, fromSeed) : SingleVector(condition);
        if (generator.Styled is not null)
        {
            var ends = StylesOf(cat([a, b]), one?.expand([2, .. one.shape[1..]]));
            var far = linspace(0, 1, steps).view(-1, 1, 1);
            return Synthesise(ends[0] * (1 - far) + ends[1] * far).MoveToOuterDisposeScope();
        }
        var path = GreatCircle(a, b, steps);
        return Generate(path, one?.expand([steps, .. one.shape[1..]])).MoveToOuterDisposeScope();
    }

    private static Tensor GreatCircle(Tensor a, Tensor b, long steps)
    {
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
        return cat(path.ToArray());
    }

    private Tensor? FirstCondition(long? label, ulong seed) =>
        Condition(1, label ?? (asked.Kind == ConditionKind.Label ? 0 : null), seed);

    private Tensor SingleVector(Tensor condition) =>
        CheckVectors(condition.dim() == 1 ? condition.unsqueeze(0) : condition, nameof(condition), rows: 1);

    private Tensor Generate(Tensor latents, Tensor? condition) =>
        InChunks(
            latents.size(0),
            (at, rows) =>
                generator.call(latents.narrow(0, at, rows).to(device), condition?.narrow(0, at, rows).to(device))
        );

    // In evaluation mode, a chunk of rows at a time, on the CPU.
    private Tensor InChunks(long count, Func<long, long, Tensor> make) => TorchErrors.Guard(() => Run(count, make));

    private Tensor Run(long count, Func<long, long, Tensor> make)
    {
        using var _ = no_grad();
        using var modes = generator.training ? new NetworkModes(generator) : null;
        if (modes is not null)
        {
            generator.eval();
        }
        // one block from the start: parts kept between the layers' large blocks would tear the heap to pieces
        Tensor? all = null;
        for (long at = 0; at < count; at += Chunk)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(Chunk, count - at);
            var made = make(at, rows).cpu();
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
