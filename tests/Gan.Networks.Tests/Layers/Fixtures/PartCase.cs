using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

/// <summary>What PyTorch and NumPy computed, in double precision; see make_fixtures.py beside this file, and
/// make_translators.py.</summary>
internal sealed class PartCase
{
    private readonly Entry entry;

    private PartCase(Entry entry) => this.entry = entry;

    internal static PartCase Of(string part, string file = "parts.json")
    {
        using var stream = typeof(PartCase).Assembly.GetManifestResourceStream(file)!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        var all = JsonSerializer.Deserialize<Entry[]>(stream, options)!;
        return new(all.Single(c => c.Part == part));
    }

    internal bool Has(string output) => entry.Outputs.ContainsKey(output);

    internal Tensor Input(string name) => Make(entry.Inputs[name]);

    internal Tensor Output(string name) => Make(entry.Outputs[name]);

    internal Dictionary<string, Tensor> State(params string[] names) => names.ToDictionary(n => n, Input);

    /// <summary>Largest difference, relative to the largest expected entry.</summary>
    internal void Check(string output, Tensor actual, double tolerance = 1e-9)
    {
        using var scope = NewDisposeScope();
        var expected = Output(output);
        actual.shape.Should().Equal(expected.shape, output);
        var error = (actual.detach() - expected).abs().max() / expected.abs().max();
        error.ToDouble().Should().BeLessThan(tolerance, output);
    }

    private static Tensor Make(Array a) => tensor(a.Values, a.Shape);

    private sealed record Array(long[] Shape, double[] Values);

    private sealed record Entry(string Part, Dictionary<string, Array> Inputs, Dictionary<string, Array> Outputs);
}
