using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gan;

/// <summary>
/// Where a loaded library keeps the addresses of functions that it calls in others (System V ABI, "Dynamic Linking":
/// the global offset table's part for the procedure linkage table). 64-bit.
/// </summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ImportedFunctions
{
    private const int LinkMapRequest = 2; // RTLD_DI_LINKMAP
    private const int SizeOfTable = 2; // DT_PLTRELSZ, and so on
    private const int Strings = 5;
    private const int Symbols = 6;
    private const int Table = 23;
    private const int BindNow = 24;
    private const int Flags = 30;
    private const int MoreFlags = 0x6ffffffb;
    private const int FlagOfBindNow = 8; // DF_BIND_NOW
    private const int MoreFlagOfBindNow = 1; // DF_1_NOW

    /// <summary>The place that holds the address of a function; null where there is none that may be written.</summary>
    /// <param name="library">The handle of the library that calls it.</param>
    /// <param name="function">The name of the function.</param>
    /// <exception cref="EntryPointNotFoundException">The C library cannot be asked for loaded libraries.</exception>
    internal static nint* Find(nint library, string function)
    {
        if (Information(library, LinkMapRequest, out var map) != 0)
        {
            return null;
        }
        var tags = Tags(map->Dynamic);
        if (IsReadOnly(tags))
        {
            return null;
        }
        if (!tags.TryGetValue(Table, out var table) || !tags.TryGetValue(SizeOfTable, out var size))
        {
            return null;
        }
        var entries = (Relocation*)table;
        for (var i = 0; i < size / sizeof(Relocation); i++)
        {
            var symbol = (Symbol*)tags[Symbols] + (entries[i].Information >> 32);
            var name = Marshal.PtrToStringUTF8(tags[Strings] + (nint)symbol->Name);
            if (name == function)
            {
                return (nint*)(map->Start + entries[i].Offset);
            }
        }
        return null;
    }

    private static Dictionary<long, nint> Tags(Entry* entry)
    {
        var found = new Dictionary<long, nint>();
        for (; entry->Tag != 0; entry++)
        {
            found.TryAdd(entry->Tag, entry->Value);
        }
        return found;
    }

    // A library whose functions were all found when it was loaded may have had its table locked then.
    private static bool IsReadOnly(Dictionary<long, nint> tags) =>
        tags.ContainsKey(BindNow)
        || (tags.GetValueOrDefault(Flags) & FlagOfBindNow) != 0
        || (tags.GetValueOrDefault(MoreFlags) & MoreFlagOfBindNow) != 0;

    [DllImport("libc", EntryPoint = "dlinfo")]
    private static extern int Information(nint library, int request, out LinkMap* map);

#pragma warning disable CS0649 // the loader fills them
    // struct link_map, its first three members
    private struct LinkMap
    {
        internal nint Start;
        internal nint Name;
        internal Entry* Dynamic;
    }

    // Elf64_Dyn
    private struct Entry
    {
        internal long Tag;
        internal nint Value;
    }

    // Elf64_Rela
    private struct Relocation
    {
        internal nint Offset;
        internal nint Information;
        internal nint Addend;
    }

    // Elf64_Sym
    private struct Symbol
    {
        internal uint Name;
        internal byte Information;
        internal byte Other;
        internal ushort Section;
        internal nint Value;
        internal nint Size;
    }
}
