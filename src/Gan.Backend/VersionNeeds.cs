using System.Buffers.Binary;
using System.Text;

namespace Gan;

/// <summary>
/// The versions of other libraries' symbols that an ELF file asks for (section .gnu.version_r; System V ABI and the
/// Linux Standard Base, "Symbol Versioning"). 64-bit little-endian files.
/// </summary>
internal static class VersionNeeds
{
    private const int SectionTypeVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK: the loader takes a missing version as no error

    /// <summary>Marks one version as weak, in the file's bytes.</summary>
    /// <returns>False where the file asks for no such version.</returns>
    internal static bool MakeWeak(Span<byte> file, string version)
    {
        foreach (var entry in Entries(file))
        {
            if (entry.Version != version) continue;
            var flags = file[(entry.Offset + 4)..];
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
            return true;
        }
        return false;
    }

    private static List<(int Offset, string Version)> Entries(ReadOnlySpan<byte> file)
    {
        var found = new List<(int, string)>();
        if (file.Length < 64 || !file.StartsWith("\u007fELF\u0002\u0001"u8)) return found;
        var sections = (int)BinaryPrimitives.ReadInt64LittleEndian(file[0x28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3a..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3c..]);
        for (var i = 0; i < count; i++)
        {
            var section = file.Slice(sections + i * size, size);
            if (BinaryPrimitives.ReadInt32LittleEndian(section[4..]) != SectionTypeVersionNeeds) continue;
            var names = file.Slice(sections + BinaryPrimitives.ReadInt32LittleEndian(section[0x28..]) * size, size);
            AddEntries(file, (int)Offset(section), (int)Offset(names), BinaryPrimitives.ReadInt32LittleEndian(section[0x2c..]), found);
        }
        return found;
    }

    // Each library that is needed (Elf64_Verneed) has a chain of versions (Elf64_Vernaux).
    private static void AddEntries(ReadOnlySpan<byte> file, int library, int names, int libraries, List<(int, string)> found)
    {
        for (var i = 0; i < libraries; i++)
        {
            var need = file[library..];
            int versions = BinaryPrimitives.ReadUInt16LittleEndian(need[2..]);
            var entry = library + BinaryPrimitives.ReadInt32LittleEndian(need[8..]);
            for (var v = 0; v < versions; v++)
            {
                var name = file[(names + BinaryPrimitives.ReadInt32LittleEndian(file[(entry + 8)..]))..];
                found.Add((entry, Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)])));
                entry += BinaryPrimitives.ReadInt32LittleEndian(file[(entry + 12)..]);
            }
            library += BinaryPrimitives.ReadInt32LittleEndian(need[12..]);
        }
    }

    private static long Offset(ReadOnlySpan<byte> section) => BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]);
}
