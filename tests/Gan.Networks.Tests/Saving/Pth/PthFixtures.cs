using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>Files that PyTorch 1.13 wrote, and the values that it says they have: Fixtures/make.py.</summary>
internal static class PthFixtures
{
    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["float64"] = ScalarType.Float64,
        ["float32"] = ScalarType.Float32,
        ["float16"] = ScalarType.Float16,
        ["bfloat16"] = ScalarType.BFloat16,
        ["int64"] = ScalarType.Int64,
        ["int32"] = ScalarType.Int32,
        ["int16"] = ScalarType.Int16,
        ["int8"] = ScalarType.Int8,
        ["uint8"] = ScalarType.Byte,
        ["bool"] = ScalarType.Bool,
    };

    internal static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Saving", "Pth", "Fixtures", name);

    /// <summary>Compares tensors with those of values.json, to the last bit.</summary>
    internal static void Check(string part, Dictionary<string, Tensor> tensors)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(PathOf("values.json")));
        var expected = json.RootElement.GetProperty(part).EnumerateObject().ToList();
        tensors.Keys.Should().Equal(expected.Select(one => one.Name));
        foreach (var one in expected)
        {
            var tensor = tensors[one.Name];
            tensor.dtype.Should().Be(Types[one.Value.GetProperty("type").GetString()!], one.Name);
            tensor.shape.Should().Equal(Numbers(one.Value.GetProperty("shape")).Select(n => (long)n), one.Name);
            tensor.is_contiguous().Should().BeTrue();
            using var doubles = tensor.to(ScalarType.Float64);
            var found = tensor.numel() == 0 ? [] : doubles.data<double>().ToArray();
            found.Should().Equal(Numbers(one.Value.GetProperty("values")), one.Name);
        }
    }

    internal static Tensor Values(string part, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(PathOf("values.json")));
        var one = json.RootElement.GetProperty(part).GetProperty(name);
        var shape = Numbers(one.GetProperty("shape")).Select(n => (long)n).ToArray();
        return tensor(Numbers(one.GetProperty("values")).Select(n => (float)n).ToArray()).reshape(shape);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetDouble())];
}
