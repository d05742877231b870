using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// The binary files of CIFAR: records without any header, each of one or two labels and 3 × 32 × 32 bytes, red plane,
/// green plane, blue plane. So the length and the labels are all that can be checked.
/// </summary>
internal static class CifarReader
{
    private const int Pixels = 3 * 32 * 32;
    private const int BlockRecords = 256;
    private const string Again =
        "Download the archive again (the one 'binary version, suitable for C programs') and unpack it.";

    /// <summary>Reads the records of some files, one after another.</summary>
    /// <param name="paths">The files in order, at least one.</param>
    /// <param name="classes">Number of classes of each of a record's labels.</param>
    /// <param name="label">Which of them is the sample's label.</param>
    /// <param name="name">What the data are.</param>
    public static ImageDataset Read(IReadOnlyList<string> paths, ReadOnlySpan<int> classes, int label, string name)
    {
        TorchBackend.EnsureAvailable();
        var record = classes.Length + Pixels;
        var total = 0L;
        foreach (var path in paths)
        {
            total += Records(path, record);
        }

        using var scope = NewDisposeScope();
        var pixels = empty([total, 3, 32, 32], dtype: ScalarType.Byte);
        var labels = new long[total];
        var done = 0L;
        foreach (var path in paths)
        {
            done += Read(path, classes, label, pixels, labels, done);
        }

        return new ImageDataset(pixels, TensorBytes.Copy<long>(labels, ScalarType.Int64, total), classes[label], name);
    }

    /// <summary>The first of the folders that there is, and in it the
    /// named files; a missing one is an error that names both.</summary>
    public static IReadOnlyList<string> Find(string folder, string inner, IEnumerable<string> names, string set)
    {
        var nested = Path.Combine(folder, inner);
        var root = Directory.Exists(nested) ? nested : folder;
        List<string> paths = [.. names.Select(name => Path.Combine(root, name))];
        if (paths.Find(path => !File.Exists(path)) is { } missing)
        {
            var fault = Directory.Exists(folder) ? "no such file" : "no such folder";
            throw new FileNotFoundException(
                $"{set}: expected {Path.GetFileName(missing)} in {root}, but found {fault}. "
                    + $"Pass the folder of the unpacked binary version, or the one that holds {inner}.",
                missing
            );
        }

        return paths;
    }

    private static long Records(string path, int record)
    {
        var length = new FileInfo(path).Length;
        if (length == 0 || length % record != 0)
        {
            var found = length == 0 ? "an empty file" : $"{length} bytes, which leave {length % record} over";
            throw new DataFormatException(path, $"records of {record} bytes each", found, Again);
        }

        return length / record;
    }

    private static long Read(
        string path,
        ReadOnlySpan<int> classes,
        int label,
        Tensor pixels,
        long[] labels,
        long first
    )
    {
        var record = classes.Length + Pixels;
        var count = Math.Min(Records(path, record), labels.Length - first);
        using var file = File.OpenRead(path);
        using var scope = NewDisposeScope();
        var buffer = new byte[Math.Min(BlockRecords, count) * record];
        for (var start = 0L; start < count; start += BlockRecords)
        {
            var records = (int)Math.Min(BlockRecords, count - start);
            var block = buffer.AsSpan(0, records * record);
            if (file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < block.Length)
            {
                throw new DataFormatException(
                    path,
                    $"{count} records of {record} bytes",
                    "fewer: the file became shorter while it was read",
                    Again
                );
            }

            var target = pixels.narrow(0, first + start, records).bytes;
            for (var i = 0; i < records; i++)
            {
                var one = block.Slice(i * record, record);
                CheckLabels(one[..classes.Length], classes, path, start + i);
                labels[first + start + i] = one[label];
                one[classes.Length..].CopyTo(target[(i * Pixels)..]);
            }
        }

        return count;
    }

    private static void CheckLabels(ReadOnlySpan<byte> labels, ReadOnlySpan<int> classes, string path, long record)
    {
        for (var kind = 0; kind < classes.Length; kind++)
        {
            if (labels[kind] >= classes[kind])
            {
                throw new DataFormatException(
                    path,
                    $"labels from 0 to {classes[kind] - 1}",
                    $"label {labels[kind]} in record {record}",
                    $"{Again} CIFAR-10 and CIFAR-100 have other records."
                );
            }
        }
    }
}
