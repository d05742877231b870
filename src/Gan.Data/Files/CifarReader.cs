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
        int record = classes.Length + Pixels;
        long total = 0;
        foreach (string path in paths)
        {
            total += Records(path, record);
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = empty([total, 3, 32, 32], dtype: ScalarType.Byte);
        var labels = new long[total];
        long done = 0;
        foreach (string path in paths)
        {
            done += Read(path, classes, label, pixels, labels, done);
        }

        return new ImageDataset(pixels, TensorBytes.Copy<long>(labels, ScalarType.Int64, total), classes[label], name);
    }

    /// <summary>The first of the folders that there is, and in it the named files; a missing one is an error that names
    /// both.</summary>
    public static IReadOnlyList<string> Find(string folder, string inner, IEnumerable<string> names, string set)
    {
        string nested = Path.Combine(folder, inner);
        string root = Directory.Exists(nested) ? nested : folder;
        List<string> paths = [.. names.Select(name => Path.Combine(root, name))];
        if (paths.Find(path => !File.Exists(path)) is { } missing)
        {
            string found = Directory.Exists(folder) ? "no such file" : "no such folder";
            throw new FileNotFoundException(
                $"{set}: expected {Path.GetFileName(missing)} in {root}, but found {found}. Pass the folder "
                    + $"of the unpacked binary version, or the one that holds {inner}.",
                missing
            );
        }

        return paths;
    }

    private static long Records(string path, int record)
    {
        long length = new FileInfo(path).Length;
        return length > 0 && length % record == 0
            ? length / record
            : throw new DataFormatException(
                path,
                $"records of {record} bytes each",
                length == 0 ? "an empty file" : $"{length} bytes, which leave {length % record} over",
                Again
            );
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
        int record = classes.Length + Pixels;
        long count = Math.Min(Records(path, record), labels.Length - first);
        using FileStream file = File.OpenRead(path);
        using DisposeScope scope = NewDisposeScope();
        var buffer = new byte[Math.Min(BlockRecords, count) * record];
        for (long start = 0; start < count; start += BlockRecords)
        {
            int records = (int)Math.Min(BlockRecords, count - start);
            if (
                file.ReadAtLeast(buffer.AsSpan(0, records * record), records * record, throwOnEndOfStream: false)
                < records * record
            )
            {
                throw new DataFormatException(
                    path,
                    $"{count} records of {record} bytes",
                    "fewer: the file became shorter while it was read",
                    Again
                );
            }

            Span<byte> target = pixels.narrow(0, first + start, records).bytes;
            for (int i = 0; i < records; i++)
            {
                ReadOnlySpan<byte> one = buffer.AsSpan(i * record, record);
                for (int kind = 0; kind < classes.Length; kind++)
                {
                    if (one[kind] >= classes[kind])
                    {
                        throw new DataFormatException(
                            path,
                            $"labels from 0 to {classes[kind] - 1}",
                            $"label {one[kind]} in record {start + i}",
                            $"{Again} CIFAR-10 and CIFAR-100 have other records."
                        );
                    }
                }

                labels[first + start + i] = one[label];
                one[classes.Length..].CopyTo(target[(i * Pixels)..]);
            }
        }

        return count;
    }
}
