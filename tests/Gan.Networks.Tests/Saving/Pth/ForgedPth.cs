using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gan.Tests.Saving;

/// <summary>Files of the .pth kind with any pickle, written by the description of the format.</summary>
internal static class ForgedPth
{
    private const string Empty = "ccollections\nOrderedDict\n)R";

    /// <summary>Writes an archive.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="pickle">Its pickle, a byte a character, without the protocol in front.</param>
    /// <param name="parts">Other entries.</param>
    internal static void Write(string path, string pickle, params (string Name, byte[] Content)[] parts)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var all = parts.Prepend(("data.pkl", Encoding.Latin1.GetBytes($"\u0080\u0002{pickle}")));
        foreach (var (name, content) in all)
        {
            using var stream = zip.CreateEntry($"a/{name}", CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
    }

    /// <summary>Reads such a file, and gives the message of the refusal.</summary>
    internal static string Refusal(string path, string pickle, params (string Name, byte[] Content)[] parts)
    {
        Write(path, pickle, parts);
        var load = () => PthFile.Load(path);
        return load.Should().Throw<InvalidDataException>().Which.Message;
    }

    /// <summary>A dictionary of values by their names.</summary>
    internal static string Dictionary(params (string Name, string Value)[] entries) =>
        $"}}({string.Concat(entries.Select(entry => Text(entry.Name) + entry.Value))}u";

    /// <summary>A float32 tensor that is a view.</summary>
    internal static string Tensor(string key, int count, int offset, int[] sizes, int[] strides) =>
        $"ctorch._utils\n_rebuild_tensor_v2\n(({Text("storage")}ctorch\nFloatStorage\n{Text(key)}{Text("cpu")}"
        + $"{Number(count)}tQ{Number(offset)}{Tuple(sizes)}{Tuple(strides)}\u0089{Empty}tR";

    internal static string Text(string text) => $"X{Bytes(text.Length)}{text}";

    internal static string Number(int number) => $"J{Bytes(number)}";

    internal static byte[] Floats(int count) => new byte[4 * count];

    private static string Tuple(int[] numbers) => $"({string.Concat(numbers.Select(Number))}t";

    private static string Bytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Encoding.Latin1.GetString(bytes);
    }
}
