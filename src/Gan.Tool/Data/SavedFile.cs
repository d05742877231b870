using System.Text;
using System.Text.Json;

namespace Gan.Tool.Data;

/// <summary>What a safetensors file of the library holds.</summary>
internal enum SavedKind
{
    /// <summary>A generator of samples.</summary>
    Generator,

    /// <summary>A generator of a table's rows.</summary>
    Table,

    /// <summary>A writer of texts.</summary>
    Text,

    /// <summary>A translator of images.</summary>
    Translator,

    /// <summary>A detector of anomalies.</summary>
    Anomaly,

    /// <summary>A file of somebody else, or none that can be read: its loader says what is wrong with it.</summary>
    Other,
}

/// <summary>Looks into the head of a safetensors file, whose text says what it holds.</summary>
internal static class SavedFile
{
    private const long MostHead = 100 << 20;

    /// <summary>What kind a file is of.</summary>
    public static SavedKind KindOf(string path)
    {
        var metadata = Metadata(path);
        if (metadata.ContainsKey("table.encoding"))
        {
            return SavedKind.Table;
        }
        if (metadata.ContainsKey("text.vocabulary"))
        {
            return SavedKind.Text;
        }
        if (metadata.ContainsKey("gan.translator"))
        {
            return SavedKind.Translator;
        }
        if (metadata.ContainsKey("gan.encoder"))
        {
            return SavedKind.Anomaly;
        }
        return metadata.ContainsKey("gan.networks") ? SavedKind.Generator : SavedKind.Other;
    }

    /// <summary>The texts of a file by their names; none for a file that is no safetensors file.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Name a generator, or the folder of a run.");
        }
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"'{path}' is an ONNX file by its name. Name the generator that it was made from, a .safetensors file."
            );
        }
        using var file = File.OpenRead(path);
        using var reader = new BinaryReader(file);
        if (file.Length < sizeof(long) || reader.ReadInt64() is var length && (length < 2 || length > MostHead))
        {
            return new Dictionary<string, string>();
        }
        try
        {
            using var head = JsonDocument.Parse(Encoding.UTF8.GetString(reader.ReadBytes((int)length)));
            return head.RootElement.TryGetProperty("__metadata__", out var texts)
                ? texts.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.ToString())
                : new Dictionary<string, string>();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return new Dictionary<string, string>(); // whoever loads it says what is wrong
        }
    }
}
