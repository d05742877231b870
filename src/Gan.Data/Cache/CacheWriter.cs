using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gan.Data;

/// <summary>
/// Writes a prepared cache beside its place and renames it there when every byte is on the disk, the header last. What a broken-off run
/// leaves behind is deleted by the next; another process that is writing the same cache is not disturbed.
/// </summary>
internal sealed class CacheWriter : IDisposable
{
    private const string Suffix = ".part";

    private readonly string _path;
    private readonly string _part;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _blocks = new();
    private readonly List<int> _labels = [];
    private readonly List<int> _files = [];
    private int _inBlock;
    private bool _done;

    public CacheWriter(string path)
    {
        _path = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(_path)!;
        Directory.CreateDirectory(folder);
        DeleteLeftovers(folder, Path.GetFileName(_path));
        _part = $"{_path}.{Guid.NewGuid():n}{Suffix}";
        // FileShare.None is a lock, by which others tell a file that is being written from one left behind.
        _file = new FileStream(_part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        _file.Write(new byte[CacheHeader.Size]);
    }

    public long Count => _files.Count;

    public void Add(ReadOnlySpan<byte> pixels, int label, int file)
    {
        _file.Write(pixels);
        _labels.Add(label);
        _files.Add(file);
        while (!pixels.IsEmpty)
        {
            ReadOnlySpan<byte> part = pixels[..Math.Min(pixels.Length, CacheHeader.BlockBytes - _inBlock)];
            _hash.AppendData(part);
            _inBlock += part.Length;
            pixels = pixels[part.Length..];
            if (_inBlock == CacheHeader.BlockBytes)
            {
                EndBlock();
            }
        }
    }

    public void Finish(int channels, ImageSize size, byte[] optionsHash, byte[] listingHash, CacheNames names)
    {
        if (_inBlock > 0)
        {
            EndBlock();
        }

        byte[] json = names.ToBytes();
        byte[] tables =
        [
            .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_labels)), .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_files)), .. _blocks.ToArray(), .. json,
        ];
        _file.Write(tables);
        _file.Flush(flushToDisk: true);
        _file.Position = 0;
        _file.Write(new CacheHeader(Count, channels, size.Height, size.Width, json.Length, optionsHash, listingHash, SHA256.HashData(tables)).ToBytes());
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_part, _path, overwrite: true);
        _done = true;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _blocks.Dispose();
        try
        {
            _file.Dispose(); // writes what is buffered, which a full disk refuses
        }
        finally
        {
            if (!_done)
            {
                File.Delete(_part);
            }
        }
    }

    private static void DeleteLeftovers(string folder, string name)
    {
        // Only names as made here: what else ends in .part is somebody's half-loaded file.
        foreach (string part in Directory.EnumerateFiles(folder).Where(file => IsPart(Path.GetFileName(file), name)))
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
        file.Length == name.Length + 1 + 32 + Suffix.Length && file.StartsWith(name + ".", StringComparison.Ordinal) && file.EndsWith(Suffix, StringComparison.Ordinal)
        && Guid.TryParseExact(file.AsSpan()[(name.Length + 1)..^Suffix.Length], "n", out _);

    private void EndBlock()
    {
        _blocks.Write(_hash.GetHashAndReset());
        _inBlock = 0;
    }
}
