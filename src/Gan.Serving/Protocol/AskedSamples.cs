using System.Security.Cryptography;
using Gan.Runtime;
using Gan.Serving.Batching;

namespace Gan.Serving.Protocol;

/// <summary>What a client asked for, in whichever protocol, and the order that it makes.</summary>
internal sealed class AskedSamples(ServedGan gan)
{
    private float[]? latents;
    private long[]? labels;
    private float[]? conditions;

    public long? Seed { get; set; }

    public long? Count { get; set; }

    public long? Label { get; set; }

    public double? Truncation { get; set; }

    /// <summary>Whether classes take turns where latents are given without labels, as they do for seeds.</summary>
    public bool TakesTurns { get; set; }

    /// <summary>One condition for all of them.</summary>
    public float[]? Condition { get; set; }

    /// <summary>Takes an input.</summary>
    public void Take(WireTensor tensor)
    {
        switch (tensor.Name)
        {
            case ServedGan.Latent:
                latents = Once(latents, Rows(tensor, gan.LatentSize), tensor.Name);
                break;
            case ServedGan.Label:
                labels = Once(labels, Labels(tensor), tensor.Name);
                break;
            case ServedGan.Condition:
                conditions = Once(conditions, Rows(tensor, gan.ConditionSize), tensor.Name);
                break;
            case ServedGan.Truncation:
                Truncation =
                    !tensor.IsWhole && tensor.Numbers.Length == 1
                        ? tensor.Numbers[0]
                        : throw Refusal.Bad("'truncation' must be one number of FP32.");
                break;
            default:
                throw Refusal.Bad(
                    $"There is no input '{Refusal.Quoted(tensor.Name)}': "
                        + $"there are {string.Join(", ", gan.Inputs.Select(input => input.Name))}."
                );
        }
    }

    /// <summary>Takes a parameter of the whole request.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool Take(string name, Func<long> whole, Func<double> number)
    {
        switch (name)
        {
            case "seed":
                Seed = whole();
                return true;
            case "count":
                Count = whole();
                return true;
            case "label":
                Label = whole();
                return true;
            case "truncation":
                Truncation = number();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Checks all of it.</summary>
    public SampleOrder Order()
    {
        var count = CheckedCount();
        var share = CheckedTruncation();
        var seed = latents is null ? Seed ?? NewSeed() : (long?)null;
        if (latents is not null && (Seed is not null || (Truncation is not null && !gan.HasStyles)))
        {
            throw Refusal.Bad("A seed and its truncation draw latents: name them, or latents, but not both.");
        }
        var rows = latents ?? Latents.Draw(seed!.Value, count, gan.LatentSize, gan.HasStyles ? null : Truncation);
        return new(count, rows, CheckedLabels(count), CheckedConditions(count), share) { Seed = seed };
    }

    private int CheckedCount()
    {
        var given = new (string Name, long? Count)[]
        {
            ("latent", latents?.Length / gan.LatentSize),
            ("count", Count),
            ("label", labels?.Length),
            ("condition", conditions?.Length / Math.Max(gan.ConditionSize, 1)),
        }.Where(one => one.Count is not null);
        var first = given.FirstOrDefault();
        var count = first.Count ?? 1;
        foreach (var (name, other) in given)
        {
            if (other != count)
            {
                throw Refusal.Bad($"'{first.Name}' asks for {count} samples, and '{name}' for {other}.");
            }
        }
        if (count < 1 || count > gan.Options.MaxCount)
        {
            throw Refusal.Bad($"A request may ask for 1 to {gan.Options.MaxCount} samples, and this asks for {count}.");
        }
        return count * gan.Pixels <= gan.Options.MaxPixels
            ? (int)count
            : throw Refusal.Bad(
                $"A request may ask for {gan.Options.MaxPixels} pixels, and this asks for {count * gan.Pixels}."
            );
    }

    private double? CheckedTruncation()
    {
        var least = gan.HasStyles ? 0 : 0.01;
        if (Truncation is { } value && !(value >= least && value <= 1e6))
        {
            throw Refusal.Bad($"'truncation' must be in [{least}, 1000000], but was {value}.");
        }
        return gan.HasStyles ? Truncation : null;
    }

    private long[] CheckedLabels(int count)
    {
        var named = labels ?? (Label is { } one ? Enumerable.Repeat(one, count).ToArray() : null);
        if (gan.Classes == 0)
        {
            return named is null ? [] : throw Refusal.Bad("This GAN is not asked by label: leave out 'label'.");
        }
        if (labels is not null && Label is not null)
        {
            throw Refusal.Bad("'label' is given as input and as parameter: leave one out.");
        }
        if (named is null && latents is not null && !TakesTurns)
        {
            throw Refusal.Bad("Latents need a 'label' each.");
        }
        named ??= [.. Enumerable.Range(0, count).Select(i => i % gan.Classes)]; // they take turns
        foreach (var label in named)
        {
            if (label < 0 || label >= gan.Classes)
            {
                throw Refusal.Bad($"'label' must be in [0, {gan.Classes}), but was {label}.");
            }
        }
        return named;
    }

    private float[] CheckedConditions(int count)
    {
        if (gan.ConditionSize == 0)
        {
            return Condition is null ? [] : throw Refusal.Bad("This GAN has no conditions: leave out 'condition'.");
        }
        if (Condition is not null && Condition.Length != gan.ConditionSize)
        {
            throw Refusal.Bad($"'condition' must have {gan.ConditionSize} numbers, but has {Condition.Length}.");
        }
        return conditions
            ?? (Condition is { } one ? Enumerable.Repeat(one, count).SelectMany(row => row).ToArray() : null)
            ?? throw Refusal.Bad($"This GAN needs a 'condition' of {gan.ConditionSize} numbers for each sample.");
    }

    private static T[] Once<T>(T[]? before, T[] now, string name) =>
        before is null ? now : throw Refusal.Bad($"'{name}' is given twice.");

    private static float[] Rows(WireTensor tensor, int size)
    {
        if (size == 0)
        {
            throw Refusal.Bad("This GAN has no conditions: leave out 'condition'.");
        }
        if (tensor.IsWhole || tensor.Shape is not [> 0, var width] || width != size)
        {
            throw Refusal.Bad($"'{tensor.Name}' must be FP32 of shape [N, {size}].");
        }
        return Array.TrueForAll(tensor.Numbers, float.IsFinite)
            ? tensor.Numbers
            : throw Refusal.Bad($"'{tensor.Name}' has a number that is not finite.");
    }

    private long[] Labels(WireTensor tensor)
    {
        if (gan.Classes == 0)
        {
            throw Refusal.Bad("This GAN is not asked by label: leave out 'label'.");
        }
        return tensor.IsWhole && tensor.Shape is [> 0] or [> 0, 1]
            ? tensor.Whole
            : throw Refusal.Bad("'label' must be INT64 of shape [N].");
    }

    private static long NewSeed() => RandomNumberGenerator.GetInt32(int.MaxValue);
}
