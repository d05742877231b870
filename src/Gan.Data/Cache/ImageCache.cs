using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Images in a file that <see cref="ImageFolder.Load"/> prepared, mapped into memory: the system keeps in memory what
/// is in use, so the set may be larger than the memory. A batch becomes floats x / 127.5 − 1 in [−1, 1] on its device.
/// </summary>
/// <remarks>
/// Header and tables are checked against their SHA-256 when the file is opened, and its length against the header; each
/// block of 64 KiB before its first use. So neither a half-written nor a changed file is ever trained on.
/// </remarks>
public sealed class ImageCache : IDataset
{
    private readonly string path;
    private readonly CacheHeader header;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte[] tables;
    private readonly int[] wholeBlocks; // a bit for each block that was checked

    private ImageCache(string path, CacheHeader header, CacheNames names, byte[] tables, MemoryMappedFile file)
    {
        this.path = Path.GetFullPath(path);
        this.header = header;
        this.tables = tables;
        this.file = file;
        view = file.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        wholeBlocks = new int[(header.Blocks + 31) / 32];
        Name = names.Name;
        ClassNames = names.Classes;
        Skipped = names.Skipped;
        SampleShape = [header.Channels, header.Height, header.Width];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count => header.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape { get; }

    /// <summary>Number of classes K of the labels 0 … K − 1; 0 for unlabelled data.</summary>
    public long Classes => ClassNames.Count;

    /// <inheritdoc/>
    public ConditionSpec Condition => ConditionSpec.Labels(Classes);

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts =>
        Classes > 0 ? Check.Counts(Array.ConvertAll(Labels.ToArray(), label => (long)label)) : null;

    /// <summary>Names of the classes 0 … Classes − 1; none for unlabelled images.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Files that could not be decoded when the cache was made.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    internal ReadOnlySpan<int> Files => MemoryMarshal.Cast<byte, int>(tables.AsSpan((int)Count * 4, (int)Count * 4));

    private ReadOnlySpan<int> Labels => MemoryMarshal.Cast<byte, int>(tables.AsSpan(0, (int)Count * 4));

    /// <summary>Loads a cache without the folder that it was made of: on another machine, say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verify">True: every block is checked now, not before its first use.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no cache, of another version, half-written or damaged.</exception>
    public static ImageCache Load(string path, bool verify = false) =>
        TryLoad(path, _ => null, verify, out var reason)
        ?? throw new DataFormatException(
            path,
            "a whole cache of images",
            $"that {reason}",
            "Delete it; loading the folder makes it anew."
        );

    /// <inheritdoc/>
    /// <exception cref="DataFormatException">A block of the file was changed since it was written.</exception>
    public Batch Read(Tensor indices, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Check.NotDisposed(!view.CanRead, this);
        Check.Indices(indices, this);
        using var scope = NewDisposeScope();
        using var dense = indices.contiguous();
        var chosen = MemoryMarshal.Cast<byte, long>(dense.bytes);
        var pixels = empty([chosen.Length, .. SampleShape], dtype: ScalarType.Byte);
        using var flat = pixels.reshape(-1);
        var labels = new long[Classes > 0 ? chosen.Length : 0];
        var bytes = (int)header.ImageBytes;
        // A span ends at 2 GiB, where a whole set read at once need not.
        var maxImages = Math.Max(1, (1 << 30) / bytes);
        for (var start = 0; start < chosen.Length; start += maxImages)
        {
            var count = Math.Min(maxImages, chosen.Length - start);
            using var part = flat.narrow(0, (long)start * bytes, (long)count * bytes);
            var target = part.bytes;
            for (var i = 0; i < count; i++)
            {
                CopyImage(chosen[start + i], target.Slice(i * bytes, bytes));
            }
        }

        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Labels[(int)chosen[i]];
        }

        var samples = pixels.to(device).to(ScalarType.Float32).div_(127.5).sub_(1);
        var classes = Classes > 0 ? TensorBytes.Copy<long>(labels, ScalarType.Int64, labels.Length).to(device) : null;
        return new Batch(samples.MoveToOuterDisposeScope(), classes?.MoveToOuterDisposeScope());
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Loads a cache that is whole and wanted; null with the reason
    /// otherwise. Its file is closed then and can be replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="refuse">Says why a header is not wanted; null where it is.</param>
    /// <param name="verify">Whether every block is checked.</param>
    /// <param name="reason">Why not.</param>
    internal static ImageCache? TryLoad(string path, Func<CacheHeader, string?> refuse, bool verify, out string reason)
    {
        using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            bufferSize: 0
        );
        var page = new byte[CacheHeader.Size];
        var count = stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        if (CacheHeader.Read(page.AsSpan(0, count), stream.Length, out reason) is not { } header)
        {
            return null;
        }

        if (refuse(header) is { } unwanted)
        {
            reason = unwanted;
            return null;
        }

        var tables = new byte[header.TablesLength];
        stream.Position = CacheHeader.Size + header.PixelBytes;
        stream.ReadExactly(tables);
        var isWhole = SHA256.HashData(tables).AsSpan().SequenceEqual(header.TablesHash);
        if (!isWhole || CacheNames.Read(tables.AsSpan(^header.NamesLength..)) is not { } names)
        {
            reason = "its tables are damaged";
            return null;
        }

        stream.Position = 0;
        var file = MemoryMappedFile.CreateFromFile(
            stream,
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: false
        );
        var cache = new ImageCache(path, header, names, tables, file);
        if (verify && !cache.IsWhole())
        {
            cache.Dispose();
            reason = "its pixels are damaged";
            return null;
        }

        return cache;
    }

    private void CopyImage(long index, Span<byte> target)
    {
        var offset = index * header.ImageBytes;
        var last = (offset + target.Length - 1) / CacheHeader.BlockBytes;
        for (var block = offset / CacheHeader.BlockBytes; block <= last; block++)
        {
            CheckOnce(block);
        }

        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(CacheHeader.Size + offset), target);
    }

    private void CheckOnce(long block)
    {
        ref var bits = ref wholeBlocks[block / 32];
        var bit = 1 << (int)(block % 32);
        if ((Volatile.Read(ref bits) & bit) != 0)
        {
            return;
        }

        if (!IsWhole(block))
        {
            throw new DataFormatException(
                path,
                "the pixels that were written",
                $"others in the 64 KiB from byte {CacheHeader.Size + (block * CacheHeader.BlockBytes)} on",
                "Delete the file; loading the folder makes it anew."
            );
        }

        Interlocked.Or(ref bits, bit);
    }

    private bool IsWhole()
    {
        return Parallel.For(0L, header.Blocks, StopAtDamage).IsCompleted;

        void StopAtDamage(long block, ParallelLoopState state)
        {
            if (!IsWhole(block))
            {
                state.Stop();
            }
        }
    }

    private bool IsWhole(long block)
    {
        var start = block * CacheHeader.BlockBytes;
        var length = (int)Math.Min(CacheHeader.BlockBytes, header.PixelBytes - start);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(CacheHeader.Size + start), buffer.AsSpan(0, length));
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            return hash.SequenceEqual(tables.AsSpan((int)((Count * 8) + (block * 32)), 32));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
