using System.Buffers.Binary;
using System.Text.Json;
using Gan.Torch.Tests.Fixtures;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Agreement;

/// <summary>A tensor as PyTorch left it in the fixture.</summary>
internal sealed record StoredTensor(string Name, bool Grad, ScalarType Type, long[] Shape, byte[] Bytes)
{
    public Tensor Load()
    {
        var tensor = empty(Shape, dtype: Type);
        tensor.bytes = Bytes;
        return tensor;
    }

    public double[] Values()
    {
        using var tensor = Load();
        return ValuesOf(tensor);
    }

    public static double[] ValuesOf(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}

/// <summary>One case of the fixture; a null gradient means that the input had no influence.</summary>
internal sealed record StoredCase(
    string Name, StoredTensor[] Inputs, StoredTensor[] Outputs, StoredTensor?[] Grads, StoredTensor?[] Seconds)
{
    /// <summary>All cases by name, in the layout that Fixtures/casebook.py describes.</summary>
    public static readonly IReadOnlyDictionary<string, StoredCase> All = Read(Resource.Bytes("cases.bin.gz"));

    private static Dictionary<string, StoredCase> Read(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        var at = 8 + length;
        StoredTensor? Tensor(JsonElement e)
        {
            if (e.ValueKind == JsonValueKind.Null) return null;
            var (type, size) = e.GetProperty("t").GetString() switch
            {
                "f4" => (ScalarType.Float32, 4),
                "f8" => (ScalarType.Float64, 8),
                "i8" => (ScalarType.Int64, 8),
                "b1" => (ScalarType.Bool, 1),
                var other => throw new InvalidDataException($"Type {other} in the fixture."),
            };
            var shape = e.GetProperty("s").EnumerateArray().Select(s => s.GetInt64()).ToArray();
            var bytes = (int)shape.Aggregate(1L, (a, b) => a * b) * size;
            at += bytes;
            var named = e.TryGetProperty("n", out var name);
            var grad = named && e.GetProperty("g").GetBoolean();
            return new StoredTensor(named ? name.GetString()! : "", grad, type, shape, file[(at - bytes)..at]);
        }
        StoredTensor?[] List(JsonElement c, string key) => [.. c.GetProperty(key).EnumerateArray().Select(Tensor)];
        return header.RootElement.GetProperty("cases").EnumerateArray()
            .Select(c => new StoredCase(
                c.GetProperty("name").GetString()!, List(c, "in")!, List(c, "out")!, List(c, "grad"), List(c, "second")))
            .ToDictionary(c => c.Name);
    }
}
