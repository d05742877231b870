using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Argument errors that give the bound and the value.</summary>
internal static class Check
{
    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Argument.Must(value > 0 && double.IsFinite(value), "be positive and finite", value, name);

    /// <summary>How many images [C, H, W] an array holds: at least one, and nothing left over.</summary>
    public static long Images(long numbers, string name, long channels, long height, long width)
    {
        Argument.AtLeast(1, channels);
        Argument.AtLeast(1, height);
        Argument.AtLeast(1, width);
        return Samples(numbers, name, channels, height, width);
    }

    /// <summary>How many samples of a shape, each size at least 1, an
    /// array holds: at least one, and nothing left over.</summary>
    public static long Samples(long numbers, string name, params ReadOnlySpan<long> shape)
    {
        // Three sizes of 63 bits would overflow, so the product stops growing beyond one of them.
        var each = UInt128.One;
        foreach (var size in shape)
        {
            each = each > long.MaxValue ? each : each * (UInt128)size;
        }

        if (numbers == 0 || each > (UInt128)numbers || numbers % (long)each != 0)
        {
            var rest = numbers == 0 ? ": the data set is empty." : $", which leaves {(UInt128)numbers % each} over.";
            throw new ArgumentException(
                $"Samples of {ShapeText.Of(shape)} take {each} numbers each, but {name} has {numbers}{rest}",
                name
            );
        }

        return numbers / (long)each;
    }

    /// <summary>Checks labels for <paramref name="count"/> samples; returns
    /// the number of classes, by default the largest label + 1.</summary>
    public static long Labels(Tensor labels, long count, long? classes)
    {
        if (
            labels.dtype != ScalarType.Int64
            || labels.dim() != 1
            || labels.shape[0] != count
            || labels.device_type != TorchSharp.DeviceType.CPU
        )
        {
            throw new ArgumentException(
                $"Labels must be int64 [{count}] on the CPU, one for each sample, but are {Text.Describe(labels)}.",
                nameof(labels)
            );
        }

        Argument.AtLeast(1, classes ?? 1, nameof(classes));
        using var dense = labels.contiguous();
        var values = MemoryMarshal.Cast<byte, long>(dense.bytes);
        var maxLabel = (classes ?? long.MaxValue) - 1;
        var largest = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < 0 || values[i] > maxLabel)
            {
                var range = classes is null ? "must not be negative" : $"must lie from 0 to {maxLabel}";
                throw new ArgumentException($"Label {values[i]} of sample {i} {range}.", nameof(labels));
            }

            largest = Math.Max(largest, values[i]);
        }

        return classes ?? largest + 1;
    }

    /// <summary>How many samples each label has; null without labels, or where they are freed.</summary>
    public static IReadOnlyDictionary<long, long>? ClassCounts(Tensor? labels)
    {
        if (labels is null || labels.IsInvalid)
        {
            return null;
        }

        using var dense = labels.contiguous();
        return Counts(MemoryMarshal.Cast<byte, long>(dense.bytes));
    }

    /// <summary>How many samples each label has.</summary>
    public static Dictionary<long, long> Counts(ReadOnlySpan<long> labels)
    {
        var counts = new Dictionary<long, long>();
        foreach (var label in labels)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, label, out _)++;
        }

        return counts;
    }

    /// <summary>Refuses to read what was freed: TorchSharp would speak of an empty handle.</summary>
    public static void NotDisposed(bool disposed, IDataset data)
    {
        if (disposed)
        {
            throw new ObjectDisposedException(
                data.Name,
                $"The data set '{data.Name}' is disposed, and its samples are gone. Dispose it after the training."
            );
        }
    }

    /// <summary>Checks what <see cref="IDataset.Read(Tensor, Device)"/> is given, since libtorch's own message would
    /// name neither data set nor bound.</summary>
    public static void Indices(Tensor indices, IDataset data)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.dtype != ScalarType.Int64 || indices.dim() != 1 || indices.device_type != TorchSharp.DeviceType.CPU)
        {
            throw new ArgumentException(
                $"Indices must be int64 [N] on the CPU, but are {Text.Describe(indices)}.",
                nameof(indices)
            );
        }

        using var dense = indices.contiguous();
        foreach (var index in MemoryMarshal.Cast<byte, long>(dense.bytes))
        {
            if (index < 0 || index >= data.Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices),
                    $"Index {index} is outside of the {data.Count} samples of '{data.Name}' (0 to {data.Count - 1})."
                );
            }
        }
    }

    /// <summary>Numbers must be finite and, for images, in [−1,
    /// 1]: what tanh makes and what a batch promises.</summary>
    public static void Values(ReadOnlySpan<float> values, string name, bool image, params ReadOnlySpan<long> shape)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            // NaN fails every comparison, so it cannot pass either branch.
            if (image ? value is >= -1 and <= 1 : float.IsFinite(value))
            {
                continue;
            }

            var problem = float.IsFinite(value)
                ? "image values lie in [-1, 1]. Scale bytes by x / 127.5 - 1, "
                    + "or pass them as bytes to ImageDataset.FromBytes."
                : "every value must be finite. Remove or fill in such samples first.";
            throw new ArgumentException($"{Text.Position(i, shape)} is {value}, but {problem}", name);
        }
    }
}
