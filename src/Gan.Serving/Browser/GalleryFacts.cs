using System.Text.Json;
using Gan.Runtime;
using Gan.Serving.Http;

namespace Gan.Serving.Browser;

/// <summary>What the page must know of a generator, as JSON: ONNX Runtime for browsers reads no metadata.</summary>
internal static class GalleryFacts
{
    /// <summary>Sides that a page still draws.</summary>
    private const long MostSide = 2048;

    /// <summary>Why there is no gallery of it; null where there is one.</summary>
    public static string? Problem(IReadOnlyList<long> shape) =>
        shape is [1 or 3 or 4, > 0 and <= MostSide, > 0 and <= MostSide]
            ? null
            : $"A gallery shows pictures of 1, 3 or 4 channels and up to {MostSide} pixels a side, and this generator "
                + $"makes samples of shape [{InvariantText.Join(", ", shape)}].";

    /// <summary>The JSON.</summary>
    /// <param name="gan">Whose.</param>
    /// <param name="name">Its name on the page.</param>
    public static byte[] Write(ShippedGan gan, string name) =>
        Messages
            .Written(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                List(json, "shape", gan.SampleShape, json.WriteNumberValue);
                json.WriteNumber("latent", gan.LatentSize);
                json.WriteNumber("classes", gan.Classes);
                List(json, "classNames", gan.ClassNames, json.WriteStringValue);
                json.WriteNumber("condition", gan.ConditionSize);
                json.WriteBoolean("styles", gan.HasStyles);
                json.WriteString("data", gan.DataSet);
                json.WriteNumber("step", gan.Step);
                json.WriteString("licence", gan.Metadata.GetValueOrDefault("gan.licence") ?? "");
                json.WriteEndObject();
            })
            .WrittenSpan.ToArray();

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
        }
        json.WriteEndArray();
    }
}
