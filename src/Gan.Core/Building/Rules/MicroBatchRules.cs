using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// What <see cref="TrainingOptions.MicroBatch"/> can and cannot split. Losses and terms are tried on a batch and on its
/// parts rather than known by name, so that those of the user's own are judged by the same rule.
/// </summary>
internal static class MicroBatchRules
{
    /// <summary>What is said before networks are made.</summary>
    internal static IEnumerable<Problem> Check(GanSettings s)
    {
        if (Part(s) is not { } part)
        {
            yield break;
        }
        if (part % s.PackSize != 0)
        {
            yield return new Problem(
                $"MicroBatch {part} is not a multiple of the pack's {s.PackSize} samples.",
                $"Take a multiple of {s.PackSize} that divides BatchSize {s.Training.BatchSize}."
            );
        }
        else if (!s.Loss.Problems().Any() && !IsMean(s, part))
        {
            yield return new Problem(
                $"{s.Loss.GetType().Name} is no mean over samples, so that a batch of {s.Training.BatchSize} cannot be "
                    + $"split into parts of {part}.",
                "Leave MicroBatch out, or take another loss."
            );
        }
    }

    /// <summary>What is said of the networks and of the terms on them.</summary>
    internal static IEnumerable<Problem> Check(
        GanSettings s,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device
    ) =>
        Part(s) is null
            ? []
            :
            [
                .. Coupled(discriminator),
                .. Single(s, [.. generator.modules(), .. discriminator.modules()]),
                .. Terms(s, generator, discriminator, device).Where(t => t.Refused).Select(t => t.Text),
            ];

    /// <summary>Whether a training that ran out of memory could be built in parts of that many samples. Not for an
    /// exception's filter: the step still holds its memory and modes there.</summary>
    internal static bool Splits(GanSettings s, int part, GeneratorNetwork generator, DiscriminatorNetwork discriminator)
    {
        var split = s with { Training = s.Training with { MicroBatch = part } };
        var device = generator.parameters().Select(p => p.device).FirstOrDefault() ?? CPU;
        using var gradients = enable_grad();
        try
        {
            return !Check(split).Concat(Check(split, generator, discriminator, device)).Any();
        }
        catch (Exception failure) when (TrainingMemoryException.From(failure, s.Training) is not null)
        {
            // no room even for the trial: what is said then, a smaller batch or network, is right either way
            return false;
        }
    }

    /// <summary>What is not exact, each in a sentence; for the log.</summary>
    internal static IEnumerable<string> Inexact(
        GanSettings s,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device
    )
    {
        if (Part(s) is not { } part)
        {
            yield break;
        }
        var layers = generator.modules().Concat(discriminator.modules()).ToList();
        if (layers.Exists(m => m is BatchNorm or ConditionalBatchNorm2d))
        {
            yield return $"batch normalisation takes the statistics of {part} samples instead of "
                + $"{s.Training.BatchSize}";
        }
        if (layers.Exists(m => m is SpectralNorm))
        {
            yield return "spectral normalisation makes a power iteration for each part";
        }
        if (layers.Exists(m => m is LayerDropout or Dropout or Dropout2d) || s.Augmentations.Count > 0)
        {
            yield return "layers and augmentations that draw random numbers draw others";
        }
        foreach (var (text, _) in Terms(s, generator, discriminator, device).Where(t => !t.Refused))
        {
            yield return text;
        }
    }

    private static int? Part(GanSettings s) =>
        s.Training.MicroBatch is { } part and > 0
        && part < s.Training.BatchSize
        && s.Training.BatchSize % part == 0
        && s.PackSize > 0
            ? part
            : null;

    /// <summary>In float64, where a mean of means differs from the mean by rounding alone.</summary>
    private static bool IsMean(GanSettings s, int part)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        long[] shape =
            s.DiscriminatorCount > 1
                ? [s.Training.BatchSize / s.PackSize, s.DiscriminatorCount]
                : [s.Training.BatchSize / s.PackSize];
        var real = randn(shape, ScalarType.Float64, generator: random);
        var fake = randn(shape, ScalarType.Float64, generator: random) + 0.5;
        var reals = real.split(part / s.PackSize);
        var fakes = fake.split(part / s.PackSize);
        return Same(
                s.Loss.Discriminator(real, fake).ToDouble(),
                reals.Zip(fakes, (r, f) => s.Loss.Discriminator(r, f).ToDouble()).Average(),
                1e-9
            )
            && Same(
                s.Loss.Generator(fake, () => real).ToDouble(),
                reals.Zip(fakes, (r, f) => s.Loss.Generator(f, () => r).ToDouble()).Average(),
                1e-9
            );
    }

    private static bool Same(double a, double b, double tolerance) =>
        Math.Abs(a - b) <= tolerance * Math.Max(1e-3, Math.Abs(a)) || (double.IsNaN(a) && double.IsNaN(b));

    private static IEnumerable<Problem> Coupled(DiscriminatorNetwork discriminator) =>
        discriminator
            .modules()
            .Where(m => m is MinibatchStd or MinibatchDiscrimination)
            .Select(m => m.GetType().Name)
            .Distinct()
            .Select(name => new Problem(
                $"{name} compares the samples of a batch with each other, which MicroBatch would split.",
                "Leave one of the two out."
            ));

    private static IEnumerable<Problem> Single(GanSettings s, IReadOnlyList<nn.Module> layers) =>
        s.Training.MicroBatch == 1 && layers.Any(m => m is BatchNorm or ConditionalBatchNorm2d)
            ?
            [
                new Problem(
                    "Batch normalisation needs at least 2 samples, but MicroBatch is 1.",
                    "Take 2 or more, or networks without it."
                ),
            ]
            : [];

    private static IEnumerable<(string Text, bool Refused)> Terms(
        GanSettings s,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device
    )
    {
        foreach (var penalty in s.Penalties)
        {
            if (
                Term(
                    s with
                    {
                        Penalties = [penalty with { Every = 1 }],
                        GeneratorPenalties = [],
                    },
                    penalty.Penalty.GetType().Name,
                    generator,
                    discriminator,
                    device
                ) is
                { } found
            )
            {
                yield return found;
            }
        }
        foreach (var penalty in s.GeneratorPenalties)
        {
            if (
                Term(
                    s with
                    {
                        Penalties = [],
                        GeneratorPenalties = [penalty with { Every = 1 }],
                    },
                    penalty.Penalty.GetType().Name,
                    generator,
                    discriminator,
                    device
                ) is
                { } found
            )
            {
                yield return found;
            }
        }
    }

    /// <summary>One term on two packs of two samples and on each pack, with networks that couple nothing (evaluation
    /// mode).</summary>
    private static (string Text, bool Refused)? Term(
        GanSettings one,
        string name,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator,
        Device device
    )
    {
        using var scope = NewDisposeScope();
        using var terms = new ObjectiveTerms(one, generator, discriminator);
        using var random = new Generator(1, device);
        using var modes = new KeptModes(generator, discriminator);
        using var exact = LayerOperation.InFloat32(); // bfloat16 rounds what the trial looks for
        generator.eval();
        discriminator.eval();
        var each = 2 * one.PackSize;
        var real = randn([2 * each, .. one.SampleShape], device: device, generator: random);
        var latents = randn([2 * each, one.LatentSize], device: device, generator: random);
        var condition = NetworkRules.Conditions(one, 2 * each, device);
        var whole = Value(terms, real, latents, condition, one, random.manual_seed(2), generator, discriminator);
        if (terms.Memories.Any(m => m.Memory.Values.Count > 0))
        {
            return (
                $"{name} remembers a value of each update, which MicroBatch would split. Leave one of the two out.",
                true
            );
        }
        var otherwise = Value(terms, real, latents, condition, one, random.manual_seed(3), generator, discriminator);
        var next = random.manual_seed(2);
        var parts = Enumerable
            .Range(0, 2)
            .Average(i =>
                Value(
                    terms,
                    real.narrow(0, i * each, each),
                    latents.narrow(0, i * each, each),
                    condition?.narrow(0, i * each, each),
                    one,
                    next,
                    generator,
                    discriminator
                )
            );
        if (Same(whole, parts, 1e-4))
        {
            return null; // another batch size adds up in another order
        }
        return Same(whole, otherwise, 1e-6)
            ? ($"{name} is no mean over samples, which MicroBatch would split. Leave one of the two out.", true)
            : ($"{name} draws random numbers for a batch, and others for its parts", false);
    }

    private static double Value(
        ObjectiveTerms terms,
        Tensor real,
        Tensor latents,
        Tensor? condition,
        GanSettings one,
        Generator random,
        GeneratorNetwork generator,
        DiscriminatorNetwork discriminator
    )
    {
        using var scope = NewDisposeScope();
        var fake = generator.call(latents, condition);
        var start = zeros([], device: real.device);
        var scores = discriminator.call(fake, condition);
        var sum =
            one.Penalties.Count > 0
                ? terms.AddToDiscriminator(
                    start,
                    0,
                    new(
                        real,
                        fake.detach(),
                        latents,
                        condition,
                        discriminator.call(real, condition),
                        discriminator.call(fake.detach(), condition)
                    ),
                    _ => random
                )
                : terms.AddToGenerator(start, 0, new(real, fake, latents, condition, null, scores), _ => random);
        return sum.ToDouble();
    }
}
