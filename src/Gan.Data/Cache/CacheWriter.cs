using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gan.Data;

/// <summary>
/// Writes a prepared cache beside its place and renames it there when every byte
/// is on the disk, the header last. What a broken-off run leaves behind is deleted
/// by the next; another process that is writing the same cache is not disturbed.
/// </summary>
internal sealed class CacheWriter : IDisposable
{
    private const string Suffix = ".part";

    private readonly string path;
    private readonly string part;
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream blocks = new();
    private readonly List<int> labels = [];
    private readonly List<int> files = [];
    private int inBlock; // bytes
    private bool isFinished;

    public CacheWriter(string path)
    {
        this.path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(this.path)!;
        Directory.CreateDirectory(folder);
        DeleteLeftovers(folder, Path.GetFileName(this.path));
        part = $"{this.path}.{Guid.NewGuid():n}{Suffix}";
        // FileShare.None is a lock, by which others tell a file that is being written from one left behind.
        file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write(new byte[CacheHeader.Size]);
    }

    public long Count => files.Count;

    public void Add(ReadOnlySpan<byte> pixels, int label, int file)
    {
        this.file.Write(pixels);
        labels.Add(label);
        files.Add(file);
        while (!pixels.IsEmpty)
        {
            var part = pixels[..Math.Min(pixels.Length, CacheHeader.BlockBytes - inBlock)];
            hash.AppendData(part);
            inBlock += part.Length;
            pixels = pixels[part.Length..];
            if (inBlock == CacheHeader.BlockBytes)
            {
                EndBlock();
            }
        }
    }

    public void Finish(int channels, ImageSize size, byte[] optionsHash, byte[] listingHash, CacheNames names)
    {
        if (inBlock > 0)
        {
            EndBlock();
        }

        var json = names.ToBytes();
        byte[] tables =
        [
            .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(labels)),
            .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(files)),
            .. blocks.ToArray(),
            .. json,
        ];
        file.Write(tables);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        var header = new CacheHeader(
            Count,
            channels,
            size.Height,
            size.Width,
            json.Length,
            optionsHash,
            listingHash,
            SHA256.HashData(tables)
        );
        file.Write(header.ToBytes());
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(part, path, overwrite: true);
        isFinished = true;
    }

    public void Dispose()
    {
        hash.Dispose();
        blocks.Dispose();
        try
        {
            file.Dispose(); // writes what is buffered, which a full disk refuses
        }
        finally
        {
            if (!isFinished)
            {
                File.Delete(part);
            }
        }
    }

    private static void DeleteLeftovers(string folder, string name)
    {
        // Only names as made here: what else ends in .part is somebody's half-loaded file.
        foreach (var part in Directory.EnumerateFiles(folder).Where(file => IsPart(Path.GetFileName(file), name)))
        {
            try
            {
                using var mine = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(part);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process is at it, or it is another user's.
            }
        }
    }

    private static bool IsPart(string file, string name) =>
        file.Length == name.Length + 1 + 32 + Suffix.Length
        && file.StartsWith(name + ".", StringComparison.Ordinal)
        && file.EndsWith(Suffix, StringComparison.Ordinal)
        && Guid.TryParseExact(file.AsSpan()[(name.Length + 1)..^Suffix.Length], "n", out _);

    private void EndBlock()
    {
        blocks.Write(hash.GetHashAndReset());
        inBlock = 0;
    }
}
