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
    private readonly int[] @checked; // a bit for each block

    private ImageCache(string path, CacheHeader header, CacheNames names, byte[] tables, MemoryMappedFile file)
    {
        this.path = path;
        this.header = header;
        this.tables = tables;
        this.file = file;
        view = file.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        @checked = new int[(header.Blocks + 31) / 32];
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

    /// <summary>Names of the classes 0 … Classes − 1; none for unlabelled images.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Files that could not be decoded when the cache was made.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; }

    internal ReadOnlySpan<int> Files => MemoryMarshal.Cast<byte, int>(tables.AsSpan((int)Count * 4, (int)Count * 4));

    private ReadOnlySpan<int> Labels => MemoryMarshal.Cast<byte, int>(tables.AsSpan(0, (int)Count * 4));

    /// <summary>Opens a cache without the folder that it was made of: on another machine, say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="verify">True: every block is checked now, not before its first use.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no cache, of another version, half-written or damaged.</exception>
    public static ImageCache Open(string path, bool verify = false) =>
        TryOpen(path, header => null, verify, out string reason)
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
        using DisposeScope scope = NewDisposeScope();
        using Tensor dense = indices.contiguous();
        ReadOnlySpan<long> chosen = MemoryMarshal.Cast<byte, long>(dense.bytes);
        Tensor pixels = empty([chosen.Length, .. SampleShape], dtype: ScalarType.Byte);
        using Tensor flat = pixels.reshape(-1);
        var labels = new long[Classes > 0 ? chosen.Length : 0];
        int bytes = (int)header.ImageBytes;
        // A span ends at 2 GiB, where a whole set read at once need not.
        int most = Math.Max(1, (1 << 30) / bytes);
        for (int start = 0; start < chosen.Length; start += most)
        {
            int count = Math.Min(most, chosen.Length - start);
            using Tensor part = flat.narrow(0, (long)start * bytes, (long)count * bytes);
            Span<byte> target = part.bytes;
            for (int i = 0; i < count; i++)
            {
                CopyImage(chosen[start + i], target.Slice(i * bytes, bytes));
            }
        }

        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = Labels[(int)chosen[i]];
        }

        Tensor samples = pixels.to(device).to(ScalarType.Float32).div_(127.5).sub_(1);
        Tensor? classes =
            Classes > 0 ? TensorBytes.Copy<long>(labels, ScalarType.Int64, labels.Length).to(device) : null;
        return new Batch(samples.MoveToOuterDisposeScope(), classes?.MoveToOuterDisposeScope());
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Opens a cache that is whole and wanted; null with the reason otherwise. Its file is closed then and can
    /// be replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="refuse">Says why a header is not wanted; null where it is.</param>
    /// <param name="verify">Whether every block is checked.</param>
    /// <param name="reason">Why not.</param>
    internal static ImageCache? TryOpen(string path, Func<CacheHeader, string?> refuse, bool verify, out string reason)
    {
        using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            bufferSize: 0
        );
        var page = new byte[CacheHeader.Size];
        int got = stream.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        if (CacheHeader.Read(page.AsSpan(0, got), stream.Length, out reason) is not { } header)
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
        if (
            !SHA256.HashData(tables).AsSpan().SequenceEqual(header.TablesHash)
            || CacheNames.Read(tables.AsSpan(^header.NamesLength..)) is not { } names
        )
        {
            reason = "its tables are damaged";
            return null;
        }

        stream.Position = 0;
        MemoryMappedFile file = MemoryMappedFile.CreateFromFile(
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
        long offset = index * header.ImageBytes;
        for (
            long block = offset / CacheHeader.BlockBytes;
            block <= (offset + target.Length - 1) / CacheHeader.BlockBytes;
            block++
        )
        {
            if ((Volatile.Read(ref @checked[block / 32]) >> (int)(block % 32) & 1) == 0)
            {
                if (!IsWhole(block))
                {
                    throw new DataFormatException(
                        path,
                        "the pixels that were written",
                        $"others in the 64 KiB from byte {CacheHeader.Size + (block * CacheHeader.BlockBytes)} on",
                        "Delete the file; loading the folder makes it anew."
                    );
                }

                Interlocked.Or(ref @checked[block / 32], 1 << (int)(block % 32));
            }
        }

        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(CacheHeader.Size + offset), target);
    }

    private bool IsWhole() =>
        Parallel
            .For(
                0L,
                header.Blocks,
                (block, state) =>
                {
                    if (!IsWhole(block))
                    {
                        state.Stop();
                    }
                }
            )
            .IsCompleted;

    private bool IsWhole(long block)
    {
        long start = block * CacheHeader.BlockBytes;
        int length = (int)Math.Min(CacheHeader.BlockBytes, header.PixelBytes - start);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
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
