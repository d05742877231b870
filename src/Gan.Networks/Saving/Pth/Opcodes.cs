namespace Gan;

/// <summary>Names of a pickle's opcodes, for messages: those of Python's module pickle.</summary>
internal static class Opcodes
{
    internal const byte Stop = (byte)'.';

    // The ones that are refused.
    private static readonly Dictionary<byte, string> Names = new()
    {
        [(byte)'1'] = "POP_MARK",
        [(byte)'2'] = "DUP",
        [(byte)'B'] = "BINBYTES",
        [(byte)'C'] = "SHORT_BINBYTES",
        [(byte)'F'] = "FLOAT",
        [(byte)'I'] = "INT",
        [(byte)'L'] = "LONG",
        [(byte)'P'] = "PERSID",
        [(byte)'S'] = "STRING",
        [(byte)'T'] = "BINSTRING",
        [(byte)'U'] = "SHORT_BINSTRING",
        [(byte)'V'] = "UNICODE",
        [(byte)'d'] = "DICT",
        [(byte)'g'] = "GET",
        [(byte)'i'] = "INST",
        [(byte)'l'] = "LIST",
        [(byte)'o'] = "OBJ",
        [(byte)'p'] = "PUT",
        [0x81] = "NEWOBJ",
        [0x82] = "EXT1",
        [0x83] = "EXT2",
        [0x84] = "EXT4",
        [0x8b] = "LONG4",
        [0x8d] = "BINUNICODE8",
        [0x8e] = "BINBYTES8",
        [0x8f] = "EMPTY_SET",
        [0x90] = "ADDITEMS",
        [0x91] = "FROZENSET",
        [0x92] = "NEWOBJ_EX",
        [0x96] = "BYTEARRAY8",
        [0x97] = "NEXT_BUFFER",
        [0x98] = "READONLY_BUFFER",
    };

    internal static string NameOf(byte code) =>
        Names.TryGetValue(code, out var name) ? $"{name} (0x{code:x2})" : $"0x{code:x2}";
}
