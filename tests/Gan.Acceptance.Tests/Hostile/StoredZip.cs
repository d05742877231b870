using System.IO.Compression;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>A zip archive of entries that are not packed, written again with one of them changed.</summary>
internal static class StoredZip
{
    internal static byte[] With(byte[] good, string name, Func<byte[], byte[]> change)
    {
        var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(good)))
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                var content = Content(entry);
                using var stream = zip.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                stream.Write(entry.Name == name ? change(content) : content);
            }
        }
        return to.ToArray();
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return content;
    }
}
