using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Data sets from NumPy's files. Arrays of 3 or 4 axes are images, [N, H, W] or [N, C, H, W]; arrays of 1 or 2 are
/// vectors, [N] or [N, F]. Images of bytes stay bytes in memory.
/// </summary>
public static class NumpyDataset
{
    private const long BlockElements = 1 << 22;
    private const string StateRange = "State the values that become -1 and 1 as NumpyOptions.Range.";

    /// <summary>Opens a .npy or .npz file; which of the two is told by its first bytes, not by its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What its arrays mean; null for the defaults.</param>
    /// <returns>Samples in [−1, 1] or, for vectors without a range, as they are; the caller owns them.</returns>
    /// <exception cref="ArgumentException">The range is empty or not finite.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">
    /// A file is damaged; an array has another number of axes or no element; a value is NaN, infinite or outside of the
    /// range; labels are no whole numbers, negative, too large or of another number.
    /// </exception>
    public static IDataset Open(string path, NumpyOptions? options = null)
    {
        options ??= new NumpyOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        TorchBackend.EnsureAvailable();
        using DisposeScope scope = NewDisposeScope();
        (Tensor samples, Tensor? labels) = Arrays(path, options);
        samples = Layout(samples, options.ChannelsLast, path);
        Tensor? classes = labels is null ? null : Labels(labels, samples.shape[0], options, path);
        string name = options.Name ?? Path.GetFileName(path);
        bool image = samples.dim() == 4;
        return image && samples.dtype == ScalarType.Byte && options.Range is null
            ? new ImageDataset(samples.contiguous(), classes, options.Classes, name)
            : ArrayDataset.Own(
                Scale(samples, image, RangeOf(samples.dtype, image, options.Range, path), path),
                classes,
                options.Classes,
                name
            );
    }

    private static (Tensor Samples, Tensor? Labels) Arrays(string path, NumpyOptions options)
    {
        using (FileStream file = File.OpenRead(path))
        {
            if (file.ReadByte() != 'P')
            {
                return (NpyFile.Read(path), options.Labels is null ? null : NpyFile.Read(options.Labels));
            }
        }

        Tensor? labels = options.Labels is null ? null : NpzFile.Read(path, options.Labels, options.MostBytes);
        List<string> others = [.. NpzFile.Names(path).Where(name => name != options.Labels)];
        string? only = options.Samples ?? (others.Count == 1 ? others[0] : null);
        return (NpzFile.Read(path, only, options.MostBytes), labels);
    }

    private static Tensor Layout(Tensor samples, bool channelsLast, string path)
    {
        if (samples.dim() is < 1 or > 4 || samples.NumberOfElements == 0)
        {
            throw new DataFormatException(
                path,
                "vectors [N] or [N, F], or images [N, H, W] or [N, C, H, W], at least one",
                $"the shape {ShapeText.Of(samples.shape)}",
                "Reshape the array and save it again."
            );
        }

        return samples.dim() switch
        {
            1 or 3 => samples.unsqueeze(1),
            4 when channelsLast => samples.permute(0, 3, 1, 2).contiguous(),
            _ => samples,
        };
    }

    private static (double Min, double Max)? RangeOf(
        ScalarType type,
        bool image,
        (double Min, double Max)? stated,
        string path
    ) =>
        (stated, type) switch
        {
            ({ } range, _) => range,
            (null, ScalarType.Byte) => (0, 255),
            (null, ScalarType.Bool) => (0, 1),
            (null, ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64) when image =>
                throw new DataFormatException(
                    path,
                    "images of uint8, bool or floats, or a stated range",
                    type.ToString().ToLowerInvariant(),
                    StateRange
                ),
            _ => null,
        };

    // In blocks, and in double precision, since a range may lie far from zero.
    private static Tensor Scale(Tensor samples, bool image, (double Min, double Max)? range, string path)
    {
        Tensor result = empty(samples.shape, dtype: ScalarType.Float32);
        long[] shape = samples.shape[1..];
        long each = shape.Aggregate(1L, (product, size) => product * size);
        long rows = Math.Max(1, BlockElements / each);
        for (long start = 0; start < samples.shape[0]; start += rows)
        {
            using DisposeScope block = NewDisposeScope();
            long count = Math.Min(rows, samples.shape[0] - start);
            Tensor values = samples.narrow(0, start, count).to(ScalarType.Float64);
            Tensor scaled = range is { } r ? values.sub(r.Min).mul(2 / (r.Max - r.Min)).sub(1) : values;
            Tensor target = result.narrow(0, start, count);
            target.copy_(scaled);
            CheckValues(MemoryMarshal.Cast<byte, float>(target.bytes), start, shape, image, range, path);
        }

        return result;
    }

    private static void CheckValues(
        ReadOnlySpan<float> values,
        long first,
        long[] shape,
        bool image,
        (double Min, double Max)? range,
        string path
    )
    {
        float most = image || range is not null ? 1 : float.MaxValue;
        long each = shape.Aggregate(1L, (product, size) => product * size);
        for (int i = 0; i < values.Length; i++)
        {
            // NaN fails the comparison as well.
            if (!(Math.Abs(values[i]) <= most))
            {
                (double min, double max) = range ?? (-1, 1);
                double found = range is null ? values[i] : min + (((double)values[i] + 1) / 2 * (max - min));
                string expected =
                    most == 1 ? FormattableString.Invariant($"values from {min} to {max}") : "finite numbers";
                throw new DataFormatException(
                    path,
                    expected,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{found:G6} at {ShapeText.Of(Place(i % each, shape))} of sample {first + (i / each)}"
                    ),
                    StateRange
                );
            }
        }
    }

    private static long[] Place(long offset, long[] shape)
    {
        var place = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (offset, place[axis]) = Math.DivRem(offset, shape[axis]);
        }

        return place;
    }

    private static Tensor Labels(Tensor labels, long count, NumpyOptions options, string path)
    {
        string file = options.Labels!;
        if (
            labels.dtype
                is not (
                    ScalarType.Byte
                    or ScalarType.Int8
                    or ScalarType.Int16
                    or ScalarType.Int32
                    or ScalarType.Int64
                    or ScalarType.Bool
                )
            || labels.NumberOfElements != count
            || (labels.dim() != 1 && !(labels.dim() == 2 && labels.shape[1] == 1))
        )
        {
            throw new DataFormatException(
                file,
                $"{count} whole numbers, one for each sample of {path}",
                $"{labels.dtype.ToString().ToLowerInvariant()} {ShapeText.Of(labels.shape)}",
                "Pass the labels of the same samples."
            );
        }

        Tensor classes = labels.reshape(-1).to(ScalarType.Int64);
        try
        {
            Check.Labels(classes, count, options.Classes);
        }
        catch (ArgumentException wrong)
        {
            throw new DataFormatException(
                file,
                "labels from 0 to the number of classes - 1",
                wrong.Message.Split(" (Parameter")[0].TrimEnd('.'),
                "Number the classes from 0.",
                wrong
            );
        }

        return classes;
    }
}
