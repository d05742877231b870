using System.Runtime.InteropServices;
using TorchSharp;
using static System.FormattableString;
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

    // More channels than an image file has.
    private const long ManyChannels = 5;

    /// <summary>Reads a .npy or .npz file; which of the two is told by its first bytes, not by its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What its arrays mean; null for the defaults.</param>
    /// <returns>Samples in [−1, 1] or, for vectors without a range, as they are; the caller owns them.</returns>
    /// <exception cref="ArgumentException">The range is empty or not finite.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">
    /// A file is damaged; an array has another number of axes or no element; a value is NaN, infinite or outside of the
    /// range; labels are no whole numbers, negative, too large or of another number.
    /// </exception>
    public static IDataset Load(string path, NumpyOptions? options = null)
    {
        options ??= new NumpyOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        var (samples, labels) = Arrays(path, options);
        samples = Layout(samples, options.ChannelsLast, path);
        Tensor? classes = labels is null ? null : Labels(labels, samples.shape[0], options, path);
        var name = options.Name ?? Path.GetFileName(path);
        var image = samples.dim() == 4;
        if (image && samples.dtype == ScalarType.Byte && options.Range is null)
        {
            return new ImageDataset(samples.contiguous(), classes, options.Classes, name);
        }

        var range = RangeOf(samples.dtype, image, options.Range, path);
        return ArrayDataset.Own(Scale(samples, image, range, path), classes, options.Classes, name);
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

        Tensor? labels = options.Labels is null ? null : NpzFile.Read(path, options.Labels, options.MaxBytes);
        List<string> others = [.. NpzFile.Names(path).Where(name => name != options.Labels)];
        var only = options.Samples ?? (others.Count == 1 ? others[0] : null);
        return (NpzFile.Read(path, only, options.MaxBytes), labels);
    }

    private static Tensor Layout(Tensor samples, bool? channelsLast, string path)
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

        if (channelsLast is null && samples.dim() == 4 && samples.shape is [_, >= ManyChannels, _, < ManyChannels])
        {
            throw new DataFormatException(
                path,
                "images [N, C, H, W]",
                $"the shape {ShapeText.Of(samples.shape)}, which looks like [N, H, W, C]",
                $"State NumpyOptions.ChannelsLast = true, or false where these are {samples.shape[1]} channels."
            );
        }

        return samples.dim() switch
        {
            1 or 3 => samples.unsqueeze(1),
            4 when channelsLast == true => samples.permute(0, 3, 1, 2).contiguous(),
            _ => samples,
        };
    }

    private static (double Min, double Max)? RangeOf(
        ScalarType type,
        bool image,
        (double Min, double Max)? option,
        string path
    ) =>
        type switch
        {
            _ when option is not null => option,
            ScalarType.Byte => (0, 255),
            ScalarType.Bool => (0, 1),
            ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 when image =>
                throw new DataFormatException(
                    path,
                    "images of uint8, bool or floats, or a stated range",
                    Text.Type(type),
                    type == ScalarType.Int32
                        ? StateRange + " Such as (0, 65535) for all of uint16, which is read as int32."
                        : StateRange
                ),
            _ => null,
        };

    // In blocks, and in double precision, since a range may lie far from zero.
    private static Tensor Scale(Tensor samples, bool image, (double Min, double Max)? range, string path)
    {
        var result = empty(samples.shape, dtype: ScalarType.Float32);
        var shape = samples.shape[1..];
        var each = Product(shape);
        var rows = Math.Max(1, BlockElements / each);
        for (var start = 0L; start < samples.shape[0]; start += rows)
        {
            using var block = NewDisposeScope();
            var count = Math.Min(rows, samples.shape[0] - start);
            var values = samples.narrow(0, start, count).to(ScalarType.Float64);
            var scaled = range is { } r ? values.sub(r.Min).mul(2 / (r.Max - r.Min)).sub(1) : values;
            var target = result.narrow(0, start, count);
            target.copy_(scaled);
            var place = FindBad(MemoryMarshal.Cast<byte, float>(target.bytes), image || range is not null);
            if (place >= 0)
            {
                var value = values.reshape(-1)[place].item<double>();
                throw BadValue(value, (start * each) + place, shape, image, range, path);
            }
        }

        return result;
    }

    private static int FindBad(ReadOnlySpan<float> values, bool isBounded)
    {
        var max = isBounded ? 1 : float.MaxValue;
        for (var i = 0; i < values.Length; i++)
        {
            // NaN fails the comparison as well.
            if (!(Math.Abs(values[i]) <= max))
            {
                return i;
            }
        }

        return -1;
    }

    private static DataFormatException BadValue(
        double value,
        long offset,
        long[] shape,
        bool image,
        (double Min, double Max)? range,
        string path
    )
    {
        var each = Product(shape);
        var place = ShapeText.Of(Text.Place(offset % each, shape));
        var found = Invariant($"{value:G6} at {place} of sample {offset / each}");
        if (!double.IsFinite(value))
        {
            const string Fill = "Leave such samples out or fill them in, such as with numpy.nan_to_num(array).";
            return new DataFormatException(path, "finite numbers", found, Fill);
        }

        if (!image && range is null)
        {
            return new DataFormatException(
                path,
                Invariant($"numbers of at most {float.MaxValue:G3}, which float32 holds"),
                found,
                StateRange
            );
        }

        var (low, high) = range ?? (-1, 1);
        return new DataFormatException(path, Invariant($"values from {low} to {high}"), found, StateRange);
    }

    private static long Product(long[] shape)
    {
        var product = 1L;
        foreach (var size in shape)
        {
            product *= size;
        }

        return product;
    }

    private static bool IsWhole(ScalarType type) =>
        type
            is ScalarType.Byte
                or ScalarType.Int8
                or ScalarType.Int16
                or ScalarType.Int32
                or ScalarType.Int64
                or ScalarType.Bool;

    private static Tensor Labels(Tensor labels, long count, NumpyOptions options, string path)
    {
        var file = options.Labels!;
        var isVector = labels.dim() == 1 || (labels.dim() == 2 && labels.shape[1] == 1);
        if (!IsWhole(labels.dtype) || labels.NumberOfElements != count || !isVector)
        {
            throw new DataFormatException(
                file,
                $"{count} whole numbers, one for each sample of {path}",
                $"{Text.Type(labels.dtype)} {ShapeText.Of(labels.shape)}",
                LabelRemedy(labels, count)
            );
        }

        var classes = labels.reshape(-1).to(ScalarType.Int64);
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

    private static string LabelRemedy(Tensor labels, long count)
    {
        if (labels.dim() == 2 && labels.shape[0] == count && labels.shape[1] > 1)
        {
            return "Save the places of one-hot rows, such as numpy.argmax(labels, axis=1).";
        }

        return labels.NumberOfElements == count && !IsWhole(labels.dtype)
            ? "Save them as whole numbers, such as labels.astype('<i8')."
            : "Pass the labels of the same samples.";
    }
}
