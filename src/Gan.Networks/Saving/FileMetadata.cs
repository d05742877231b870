using System.Globalization;
using System.Text.Json;

namespace Gan;

/// <summary>A file of a trained network, as messages speak of it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Noun">What it should hold: "GAN", "translator".</param>
/// <param name="Writer">Who writes such files.</param>
internal sealed record NamedFile(string Path, string Noun, string Writer)
{
    internal InvalidDataException Bad(string found, Exception? inner = null) =>
        new($"'{Path}' holds no {Noun} that can be loaded: {found}.", inner);
}

/// <summary>The text beside the weights of a file: what is missing or cannot be read is said of the file.</summary>
internal sealed class FileMetadata
{
    private const string Format = "1";

    private readonly NamedFile file;
    private readonly Dictionary<string, string> values;

    private FileMetadata(NamedFile file, Dictionary<string, string> values)
    {
        this.file = file;
        this.values = values;
    }

    /// <summary>The first entries of every file.</summary>
    internal static Dictionary<string, string> Start() => new() { ["format"] = "gan.net", ["gan.format"] = Format };

    /// <summary>Reads what a file says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="values">Its metadata.</param>
    /// <param name="make">Makes something of it.</param>
    /// <exception cref="InvalidDataException">The metadata is damaged, or of another version.</exception>
    internal static T Read<T>(NamedFile file, Dictionary<string, string> values, Func<FileMetadata, T> make)
    {
        var metadata = new FileMetadata(file, values);
        if (metadata["gan.format"] != Format)
        {
            throw file.Bad(
                $"it has format version {metadata["gan.format"]}, and this version of Gan.Net reads {Format}"
            );
        }
        try
        {
            return make(metadata);
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or FormatException
                        or OverflowException
                        or ArgumentException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            throw file.Bad($"its metadata cannot be read: {e.Message}", e);
        }
    }

    internal string this[string key] =>
        values.TryGetValue(key, out var value)
            ? value
            : throw file.Bad($"its metadata lacks '{key}'; it was not saved by {file.Writer}");

    internal bool Has(string key) => values.ContainsKey(key);

    internal string? Find(string key) => values.GetValueOrDefault(key);

    internal long Number(string key) => long.Parse(this[key], CultureInfo.InvariantCulture);

    internal long Within(string key, long least)
    {
        var value = Number(key);
        return value >= least && value <= int.MaxValue ? value : throw new FormatException($"{key} is {value}");
    }

    internal long[] Numbers(string key) => NumbersOf(this[key]) ?? [];

    internal static long[]? NumbersOf(string text) => JsonSerializer.Deserialize<long[]>(text, KnownTypes.Plain);

    internal static string List(IEnumerable<long> numbers) => $"[{string.Join(',', numbers.Select(Text))}]";

    internal static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether sizes can be those of a sample.</summary>
    internal static bool IsShape(IReadOnlyList<long> shape) =>
        shape.Count > 0 && shape.All(size => size is >= 1 and <= int.MaxValue);
}
