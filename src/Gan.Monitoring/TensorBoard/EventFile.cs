using System.Buffers.Binary;
using System.Globalization;
using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>
/// A new event file in the TFRecord framing: length (8 bytes), its masked CRC-32C, data, their masked CRC-32C, all
/// little endian. A crash cuts at most the last record, which readers wait for; other starts have files of their own,
/// so that nothing is ever appended to a cut one.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int Buffer = 1 << 16;

    private readonly FileStream file;

    public EventFile(string folder, DateTimeOffset time)
    {
        Directory.CreateDirectory(folder);
        // Readers take the files of a folder in the order of their names: seconds first, then a number within them.
        var seconds = time.ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture);
        for (var n = 0; ; n++)
        {
            var prefix = Invariant($"events.out.tfevents.{seconds}.{n:D3}");
            if (Directory.EnumerateFiles(folder, $"{prefix}.*").Any())
            {
                continue;
            }
            var name = Invariant($"{prefix}.{Environment.ProcessId}.gan");
            file = new FileStream(
                Path.Combine(folder, name),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.Read | FileShare.Delete,
                Buffer
            );
            break;
        }
    }

    public void Write(Message message)
    {
        var data = message.ToBytes();
        Span<byte> head = stackalloc byte[12];
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Crc32C.Mask(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32C.Mask(data));
        file.Write(head);
        file.Write(data);
        file.Write(tail);
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
