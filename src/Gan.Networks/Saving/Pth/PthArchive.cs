using System.IO.Compression;
using System.IO.Hashing;
using TorchSharp;

namespace Gan;

/// <summary>The zip archive of a .pth file: entries that are stored and not packed, so that none holds more than the
/// file.</summary>
internal sealed class PthArchive : IDisposable
{
    private const string Pickle = "data.pkl";
    private const string Again = "Load it in Python and write it again: torch.save(torch.load(path), path)";

    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = [];
    private readonly string folder;
    private long left;

    private PthArchive(ZipArchive zip, long length)
    {
        this.zip = zip;
        Length = length;
        left = length;
        foreach (var entry in zip.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry))
            {
                throw new ContentFault($"it has two entries '{entry.FullName}'");
            }
        }
        folder = Folder();
    }

    /// <summary>Bytes of the file.</summary>
    internal long Length { get; }

    /// <exception cref="ContentFault">It is no such archive.</exception>
    internal static PthArchive Open(FileStream file)
    {
        Span<byte> head = stackalloc byte[4];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head[..read].SequenceEqual("PK\x03\x04"u8))
        {
            throw new ContentFault(OldFormat(head[..read]));
        }
        file.Position = 0;
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            return new(zip, file.Length);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    private static string OldFormat(ReadOnlySpan<byte> head) =>
        head is [0x80, ..]
            ? $"it has the format of PyTorch before 1.6, a pickle without an archive. {Again}"
            : "it is no zip archive, which .pth files of PyTorch are since 1.6. Where PyTorch loads it, write it "
                + "again: torch.save(torch.load(path), path)";

    // Files are named by the folder in the archive, which is the file's former name.
    private string Folder()
    {
        var pickles = entries.Keys.Where(name => name.EndsWith($"/{Pickle}", StringComparison.Ordinal)).ToList();
        if (pickles is not [var pickle] || pickle.IndexOf('/') != pickle.Length - Pickle.Length - 1)
        {
            throw new ContentFault($"it has no single entry {Pickle}");
        }
        var name = pickle[..^Pickle.Length];
        if (entries.ContainsKey($"{name}constants.pkl"))
        {
            throw new ContentFault(
                "it is a TorchScript program. Keep its weights alone: torch.save(p.state_dict(), path)"
            );
        }
        return name;
    }

    /// <summary>The pickle, after the order of bytes is known to be this machine's.</summary>
    internal byte[] ReadPickle()
    {
        if (Find("byteorder") is { } order && ReadAll(order) is var text && !text.AsSpan().SequenceEqual("little"u8))
        {
            throw new ContentFault(
                "its bytes are not in little-endian order. Write it on a little-endian machine, or with "
                    + "torch.serialization.set_default_load_endianness and torch.save"
            );
        }
        return ReadAll(Find(Pickle)!);
    }

    /// <summary>The entry of a storage, which has as many bytes as its numbers need.</summary>
    internal ZipArchiveEntry Find(PthStorage storage)
    {
        var size = storage.Type.ElementSize();
        var entry =
            Find($"data/{storage.Key}") ?? throw new ContentFault($"it lacks the storage '{Short(storage.Key)}'");
        if ((Int128)storage.Count * size != entry.Length)
        {
            throw new ContentFault(
                $"storage '{Short(storage.Key)}' has {entry.Length} bytes, but its tensors say {storage.Count} numbers "
                    + $"of {size} bytes"
            );
        }
        if (entry.Length > int.MaxValue)
        {
            throw new ContentFault($"storage '{Short(storage.Key)}' has {entry.Length} bytes, more than 2 GiB");
        }
        Spend(entry);
        return entry;
    }

    private ZipArchiveEntry? Find(string name) => entries.GetValueOrDefault(folder + name);

    private byte[] ReadAll(ZipArchiveEntry entry)
    {
        Spend(entry);
        var bytes = new byte[entry.Length];
        Read(entry, bytes);
        return bytes;
    }

    // Entries of a forged archive may lie over each other: together they are no more than the file.
    private void Spend(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length)
        {
            throw new ContentFault($"its entry '{Short(entry.FullName)}' is packed, which PyTorch never does");
        }
        if (entry.Length < 0 || entry.Length > left || entry.Length > Array.MaxLength)
        {
            throw new ContentFault($"its entry '{Short(entry.FullName)}' claims more bytes than the file has");
        }
        left -= entry.Length;
    }

    /// <summary>Reads an entry, and checks its sum.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="into">Room for all of its bytes.</param>
    internal static void Read(ZipArchiveEntry entry, Span<byte> into)
    {
        using var content = entry.Open();
        content.ReadExactly(into);
        if (Crc32.HashToUInt32(into) != entry.Crc32)
        {
            throw new ContentFault($"its entry '{Short(entry.FullName)}' is damaged: its checksum is another");
        }
    }

    private static string Short(string name) => name.Length <= 60 ? name : $"{name[..60]}…";

    public void Dispose() => zip.Dispose();
}
