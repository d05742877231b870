using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>NumPy's .npz files: a zip archive of named .npy arrays, stored or
/// deflated. <c>numpy.load</c> reads what <see cref="Write"/> writes.</summary>
public static class NpzFile
{
    /// <summary>Bytes of data that one file may have unless said otherwise: 4 GiB.</summary>
    public const long DefaultMaxBytes = 1L << 32;

    // No DEFLATE stream expands further than this (zlib's technical notes), so an entry that claims more is false.
    private const long MaxExpansion = 1032;
    private const string Ending = ".npy";
    private const string Again = "Write the file again with numpy.savez, numpy.savez_compressed or NpzFile.Write.";

    /// <summary>Names of the arrays, without their ending .npy, in the file's order.</summary>
    /// <param name="path">An .npz file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is no zip archive or is damaged.</exception>
    public static IReadOnlyList<string> Names(string path) =>
        Open(path, archive => Arrays(archive).Select(NameOf).ToList());

    /// <summary>Reads one array.</summary>
    /// <param name="path">An .npz file.</param>
    /// <param name="name">Name of the array, such as "arr_0"; null takes the only one.</param>
    /// <param name="maxBytes">Bytes of unpacked data beyond which the array is refused, at least 1: a few packed
    /// kilobytes may claim gigabytes.</param>
    /// <returns>A contiguous tensor on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is less than 1.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// No zip archive, no array of that name (the message lists those there are), one larger than
    /// <paramref name="maxBytes"/>, a wrong checksum, or no array that <see cref="NpyFile.Read"/> takes.
    /// </exception>
    public static Tensor Read(string path, string? name = null, long maxBytes = DefaultMaxBytes)
    {
        Argument.AtLeast(1, maxBytes);
        return Open(path, archive => Read(Choose(archive, name, path), path, maxBytes));
    }

    /// <summary>Reads all arrays.</summary>
    /// <param name="path">An .npz file.</param>
    /// <param name="maxBytes">Bytes of unpacked data in all arrays
    /// together beyond which the file is refused, at least 1.</param>
    /// <returns>The arrays by name; the caller owns them.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is less than 1.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">As for one array; also when a name occurs twice.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadAll(string path, long maxBytes = DefaultMaxBytes)
    {
        Argument.AtLeast(1, maxBytes);
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        var arrays = Open(path, archive => ReadAll(archive, path, maxBytes));
        foreach (var array in arrays.Values)
        {
            array.MoveToOuterDisposeScope();
        }

        return arrays;
    }

    /// <summary>Writes arrays; an existing file is replaced. Equal arrays give equal files: entries carry zip's
    /// earliest date, as NumPy's do.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="arrays">Tensors of any shape, on any device, of a
    /// type that <see cref="NpyFile.Write"/> takes, by name.</param>
    /// <param name="compress">True deflates as <c>numpy.savez_compressed</c>
    /// does; false (the default) stores as <c>numpy.savez</c> does.</param>
    /// <exception cref="ArgumentException">A tensor has another type, or a name is empty.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> arrays, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.Keys.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("Every array in an .npz file needs a name, but one has none.", nameof(arrays));
        }

        var headers = new Dictionary<string, byte[]>(); // made before the file, since they refuse types
        foreach (var (name, array) in arrays)
        {
            headers[name] = new NpyHeader(array.dtype, array.shape).ToBytes();
        }

        var level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, array) in arrays)
        {
            var entry = archive.CreateEntry(name + Ending, level);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(headers[name]);
            TensorBytes.Write(array, content);
        }
    }

    private static Dictionary<string, Tensor> ReadAll(ZipArchive archive, string path, long maxBytes)
    {
        var arrays = new Dictionary<string, Tensor>();
        var left = maxBytes;
        foreach (var entry in Arrays(archive))
        {
            var name = NameOf(entry);
            var array = Read(entry, path, left);
            left -= entry.Length;
            if (!arrays.TryAdd(name, array))
            {
                throw new DataFormatException(path, "arrays with different names", $"two named '{name}'", Again);
            }
        }

        return arrays;
    }

    private static T Open<T>(string path, Func<ZipArchive, T> read)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return read(archive);
        }
        // What .NET's reader throws at damaged directories, entries and offsets.
        catch (Exception damage)
            when (damage
                    is InvalidDataException
                        or EndOfStreamException
                        or NotSupportedException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new DataFormatException(
                path,
                "an intact zip archive of .npy arrays",
                $"damage ({damage.Message.TrimEnd('.')})",
                Again,
                damage
            );
        }
    }

    private static IEnumerable<ZipArchiveEntry> Arrays(ZipArchive archive) =>
        archive.Entries.Where(entry => entry.FullName.EndsWith(Ending, StringComparison.Ordinal));

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[..^Ending.Length];

    private static ZipArchiveEntry Choose(ZipArchive archive, string? name, string path)
    {
        List<ZipArchiveEntry> all = [.. Arrays(archive)];
        var matches = all.FindAll(entry => name is null || NameOf(entry) == name);
        if (matches.Count == 1)
        {
            return matches[0];
        }

        var names = all.Count == 0 ? "none" : string.Join(", ", all.Select(entry => $"'{NameOf(entry)}'"));
        throw new DataFormatException(
            path,
            name is null ? "one array" : $"one array named '{name}'",
            matches.Count == 0 ? names : $"{matches.Count}: {names}",
            "Say by its name which array is meant."
        );
    }

    private static Tensor Read(ZipArchiveEntry entry, string path, long maxBytes)
    {
        var name = $"{path}[{NameOf(entry)}]";
        if (entry.Length > maxBytes)
        {
            throw new DataFormatException(
                name,
                $"at most {maxBytes} bytes",
                $"{entry.Length}",
                "Pass a larger maxBytes if the file can be trusted."
            );
        }

        var maxUnpacked = checked(entry.CompressedLength * MaxExpansion);
        if (entry.Length > maxUnpacked)
        {
            throw new DataFormatException(
                name,
                $"at most {maxUnpacked} bytes, which {entry.CompressedLength} packed ones can hold",
                $"a claim of {entry.Length}",
                Again
            );
        }

        using var scope = NewDisposeScope();
        using var content = new Crc32Stream(entry.Open());
        var array = NpyReader.Read(content, name, entry.Length);
        if (content.Value != entry.Crc32)
        {
            throw new DataFormatException(
                name,
                $"the checksum {entry.Crc32:X8}",
                $"{content.Value:X8}: the data are damaged",
                "Copy or download the file again."
            );
        }

        return array.MoveToOuterDisposeScope();
    }
}
