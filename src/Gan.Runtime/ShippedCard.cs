using System.Globalization;
using System.Text.Json;

namespace Gan.Runtime;

/// <summary>What a shipped file says of itself in the metadata of the ONNX model.</summary>
internal sealed class ShippedCard
{
    internal const string KindKey = "gan.shipped";
    private const string Version = "1";

    private readonly string path;
    private readonly IReadOnlyDictionary<string, string> values;

    private ShippedCard(string path, IReadOnlyDictionary<string, string> values)
    {
        this.path = path;
        this.values = values;
    }

    internal required string Kind { get; init; }

    internal long[] Shape { get; private init; } = [];

    internal int LatentSize { get; private init; }

    internal long Classes { get; private init; }

    internal int ConditionSize { get; private init; }

    internal IReadOnlyList<string> ClassNames { get; private init; } = [];

    internal string DataSet => values.GetValueOrDefault("gan.data") ?? "";

    internal long Step { get; private init; }

    /// <exception cref="InvalidDataException">The metadata is not that of a shipped network, or damaged.</exception>
    internal static ShippedCard Read(string path, IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(KindKey, out var kind))
        {
            throw Bad(path, "it has no Gan.Net metadata. Write it by ExportOnnx of the package Gan.Onnx");
        }
        if (values.GetValueOrDefault("gan.shipped.version") is var version && version != Version)
        {
            throw Bad(path, $"it is of version '{version}', and this version of Gan.Net reads {Version}");
        }
        if (kind != "generator")
        {
            throw Bad(path, $"it is a {kind}, and ShippedGan samples from generators");
        }
        var rule = Number(path, values, "gan.latentRule", 0, int.MaxValue);
        if (rule != PortableLatents.Rule)
        {
            throw Bad(path, $"its seeds follow rule {rule}, and this version of Gan.Net knows {PortableLatents.Rule}");
        }
        var classes = Number(path, values, "gan.classes", 0, int.MaxValue);
        return new ShippedCard(path, values)
        {
            Kind = kind,
            Shape = Numbers(path, values, "gan.shape"),
            LatentSize = (int)Number(path, values, "gan.latent", 1, int.MaxValue),
            ConditionSize = (int)Number(path, values, "gan.conditionSize", 0, int.MaxValue),
            Classes = classes,
            Step = Number(path, values, "gan.step", 0, long.MaxValue),
            ClassNames = Names(path, values, classes),
        };
    }

    internal InvalidDataException Bad(string found) => Bad(path, found);

    internal static InvalidDataException Bad(string path, string found, Exception? inner = null) =>
        new($"'{path}' holds no shipped GAN that can be loaded: {found}.", inner);

    private static string Value(string path, IReadOnlyDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) ? value : throw Bad(path, $"its metadata lacks '{key}'");

    private static long Number(
        string path,
        IReadOnlyDictionary<string, string> values,
        string key,
        long least,
        long most
    )
    {
        var text = Value(path, values, key);
        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Bad(path, $"{key} is '{text}'");
    }

    private static long[] Numbers(string path, IReadOnlyDictionary<string, string> values, string key)
    {
        var text = Value(path, values, key);
        var numbers = Elements(text)
            ?.Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out var n) ? n : -1)
            .ToArray();
        return numbers is { Length: > 0 and < 8 } && numbers.All(n => n is >= 1) && Fits(numbers)
            ? numbers
            : throw Bad(path, $"{key} is '{text}'");
    }

    // One sample has room in one array.
    private static bool Fits(long[] shape) => shape.Aggregate(1.0, (a, b) => a * b) <= Array.MaxLength;

    private static string[] Names(string path, IReadOnlyDictionary<string, string> values, long classes)
    {
        if (!values.TryGetValue("gan.classNames", out var text))
        {
            return [];
        }
        var elements = Elements(text);
        return elements?.Count == classes && elements.All(e => e.ValueKind == JsonValueKind.String)
            ? [.. elements.Select(e => e.GetString()!)]
            : throw Bad(path, $"gan.classNames does not name its {classes} classes");
    }

    private static List<JsonElement>? Elements(string text)
    {
        try
        {
            var root = JsonElement.Parse(text);
            return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
