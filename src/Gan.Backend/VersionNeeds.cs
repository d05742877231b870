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
    /// <returns>False where the file asks for no such version, or is no whole ELF file.</returns>
    internal static bool MakeWeak(Span<byte> file, string version)
    {
        try
        {
            foreach (var entry in Entries(file))
            {
                if (entry.Version != version)
                {
                    continue;
                }
                var place = file[(entry.Offset + 4)..];
                var flags = BinaryPrimitives.ReadUInt16LittleEndian(place) | Weak;
                BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)flags);
                return true;
            }
            return false;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return false; // a damaged file points beyond its end
        }
    }

    private static List<(int Offset, string Version)> Entries(ReadOnlySpan<byte> file)
    {
        var entries = new List<(int, string)>();
        if (!ElfFile.HasHeader(file))
        {
            return entries;
        }
        for (var i = 0; i < ElfFile.Sections(file).Count; i++)
        {
            var section = Section(file, i);
            if (BinaryPrimitives.ReadInt32LittleEndian(section[4..]) != SectionTypeVersionNeeds)
            {
                continue;
            }
            var names = Section(file, BinaryPrimitives.ReadInt32LittleEndian(section[0x28..]));
            AddEntries(file, Offset(section), Offset(names), entries);
        }
        return entries;
    }

    // Each library that is needed (Elf64_Verneed) has a chain of versions (Elf64_Vernaux). A distance of 0 ends a
    // chain; none goes backwards, so that a damaged file cannot send the reader in a circle.
    private static void AddEntries(ReadOnlySpan<byte> file, int library, int names, List<(int, string)> entries)
    {
        for (var step = library; step > 0; library += step)
        {
            var need = file[library..];
            var entry = library + BinaryPrimitives.ReadInt32LittleEndian(need[8..]);
            for (var next = entry; next > 0; entry += next)
            {
                var name = file[(names + BinaryPrimitives.ReadInt32LittleEndian(file[(entry + 8)..]))..];
                entries.Add((entry, Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)])));
                next = BinaryPrimitives.ReadInt32LittleEndian(file[(entry + 12)..]);
            }
            step = BinaryPrimitives.ReadInt32LittleEndian(need[12..]);
        }
    }

    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> file, int index)
    {
        var (start, size, _) = ElfFile.Sections(file);
        return file.Slice(checked((int)start + index * size), size);
    }

    private static int Offset(ReadOnlySpan<byte> section) =>
        checked((int)BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]));
}
