using System.Buffers.Binary;
using System.Text.Json;

namespace Gan.Serving.Protocol;

/// <summary>A tensor that a client sent: numbers or whole numbers, as its kind says, as many as its shape.</summary>
internal sealed record WireTensor(string Name, string Datatype, long[] Shape)
{
    /// <summary>What its name stands before in messages.</summary>
    private string Said => $"'{Refusal.Quoted(Name)}'";

    /// <summary>Of FP32 and FP64; else empty.</summary>
    public float[] Numbers { get; private init; } = [];

    /// <summary>Of INT32, INT64 and the like; else empty.</summary>
    public long[] Whole { get; private init; } = [];

    public bool IsWhole =>
        Datatype.StartsWith("INT", StringComparison.Ordinal) || Datatype.StartsWith("UINT", StringComparison.Ordinal);

    /// <summary>From the data of a JSON tensor, flat or nested.</summary>
    public static WireTensor OfJson(string name, string datatype, long[] shape, JsonElement data)
    {
        var tensor = new WireTensor(name, datatype, shape);
        var expected = tensor.Size();
        if (tensor.IsWhole)
        {
            var whole = new List<long>();
            Flatten(data, whole, Whole64);
            return tensor.Of([], [.. whole], expected);
        }
        var numbers = new List<float>();
        Flatten(data, numbers, Number);
        return tensor.Of([.. numbers], [], expected);
    }

    /// <summary>From bytes, little endian.</summary>
    public static WireTensor OfBytes(string name, string datatype, long[] shape, ReadOnlySpan<byte> bytes)
    {
        var tensor = new WireTensor(name, datatype, shape);
        var size = tensor.Size();
        var width = Width(datatype);
        if (bytes.Length != size * width)
        {
            throw Refusal.Bad(
                $"{tensor.Said} has {bytes.Length} bytes, and its shape takes {size * width} of {datatype}."
            );
        }
        var numbers = new float[tensor.IsWhole ? 0 : size];
        var whole = new long[tensor.IsWhole ? size : 0];
        for (var i = 0; i < size; i++)
        {
            var part = bytes.Slice(i * width, width);
            if (tensor.IsWhole)
            {
                whole[i] =
                    width == 8
                        ? BinaryPrimitives.ReadInt64LittleEndian(part)
                        : BinaryPrimitives.ReadInt32LittleEndian(part);
            }
            else
            {
                numbers[i] =
                    width == 8
                        ? (float)BinaryPrimitives.ReadDoubleLittleEndian(part)
                        : BinaryPrimitives.ReadSingleLittleEndian(part);
            }
        }
        return tensor.Of(numbers, whole, size);
    }

    /// <summary>From numbers that were read already.</summary>
    public static WireTensor OfNumbers(string name, string datatype, long[] shape, float[] numbers, long[] whole)
    {
        var tensor = new WireTensor(name, datatype, shape);
        return tensor.Of(numbers, whole, tensor.Size());
    }

    private WireTensor Of(float[] numbers, long[] whole, int expected)
    {
        var found = IsWhole ? whole.Length : numbers.Length;
        if (found != expected)
        {
            throw Refusal.Bad($"{Said} has {found} numbers, and its shape takes {expected}.");
        }
        return this with { Numbers = numbers, Whole = whole };
    }

    // Numbers of the shape, which must be a kind that is read here.
    private int Size()
    {
        Width(Datatype);
        var size = 1L;
        foreach (var side in Shape)
        {
            if (side is < 0 or > int.MaxValue || size * side > int.MaxValue / 8)
            {
                throw Refusal.Bad($"{Said} has a shape that cannot be: each side must be at least 0, and all small.");
            }
            size *= side;
        }
        return (int)size;
    }

    private static int Width(string datatype) =>
        datatype switch
        {
            "FP32" or "INT32" => 4,
            "FP64" or "INT64" => 8,
            _ => throw Refusal.Bad(
                $"Datatype '{Refusal.Quoted(datatype)}' is not read: FP32, FP64, INT32 and INT64 are."
            ),
        };

    private static void Flatten<T>(JsonElement data, List<T> into, Func<JsonElement, T> read)
    {
        if (data.ValueKind != JsonValueKind.Array)
        {
            into.Add(read(data));
            return;
        }
        foreach (var element in data.EnumerateArray())
        {
            Flatten(element, into, read);
        }
    }

    /// <summary>A number of a client.</summary>
    public static float Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw Refusal.Bad($"A number was expected, but there is {Kind(element)}.");

    /// <summary>A whole number of a client.</summary>
    public static long Whole64(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)
            ? number
            : throw Refusal.Bad($"A whole number was expected, but there is {Kind(element)}.");

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Number => Refusal.Quoted(element.GetRawText()),
            JsonValueKind.String => "a text",
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => element.ValueKind.ToString().ToLowerInvariant(),
        };
}
