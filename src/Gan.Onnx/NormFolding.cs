namespace Gan.Onnx;

/// <summary>
/// Batch normalisation of running statistics is a factor and a number for each map: they go into the layer before it,
/// or, where there is none, become a product and a sum. ONNX Runtime does not do so behind transposed convolutions.
/// </summary>
internal sealed class NormFolding(OnnxGraph graph)
{
    internal void Fold()
    {
        foreach (var norm in graph.Nodes.Where(node => node.Operator == "BatchNormalization").ToList())
        {
            var (factors, numbers) = Affine(norm);
            if (Layer(norm) is not { } layer || !Into(layer, norm, factors, numbers))
            {
                Spell(norm, factors, numbers);
            }
        }
    }

    private (double[] Factors, double[] Numbers) Affine(GraphNode norm)
    {
        float[] Of(int input) => graph.Constants[norm.Inputs[input]].Floats;
        var (scale, shift, mean, variance) = (Of(1), Of(2), Of(3), Of(4));
        var epsilon = (double)(float)norm.Attributes["epsilon"];
        var factors = new double[scale.Length];
        var numbers = new double[scale.Length];
        for (var c = 0; c < factors.Length; c++)
        {
            factors[c] = scale[c] / Math.Sqrt(variance[c] + epsilon);
            numbers[c] = shift[c] - mean[c] * factors[c];
        }
        return (factors, numbers);
    }

    // The layer whose outputs the normalisation alone reads, perhaps through a change of axes.
    private GraphNode? Layer(GraphNode norm)
    {
        var before = graph.Maker(norm.Inputs[0]);
        if (before is null || !IsReadOnce(norm.Inputs[0]))
        {
            return null;
        }
        if (before.Operator == "Reshape")
        {
            var rows = graph.Maker(before.Inputs[0]);
            return rows is not null && IsRows(rows) && IsReadOnce(before.Inputs[0]) && KeepsRows(rows, before)
                ? rows
                : null;
        }
        return before.Operator is "Conv" or "ConvTranspose" || IsRows(before) ? before : null;
    }

    // As NetworkGraph.Linear writes it; a layer of a user's own may ask for another product.
    private static bool IsRows(GraphNode node) =>
        node.Operator == "Gemm" && node.Attributes is { Count: 1 } only && only.GetValueOrDefault("transB") is 1L;

    private static bool KeepsRows(GraphNode rows, GraphNode change) =>
        change.Output.Shape.Skip(1).Aggregate(1L, (a, b) => a * b) == rows.Output.Shape[1];

    private bool IsReadOnce(string value) =>
        graph.Readers(value).Count() == 1 && graph.Outputs.TrueForAll(output => output.Name != value);

    private bool Into(GraphNode layer, GraphNode norm, double[] factors, double[] numbers)
    {
        var grouped = layer.Attributes.TryGetValue("group", out var groups) && (long)groups != 1;
        var kept = layer.Inputs.Skip(1).All(name => graph.Constants.ContainsKey(name) && IsReadOnce(name));
        if (!kept || (grouped && layer.Operator == "ConvTranspose"))
        {
            return false;
        }
        var weight = graph.Constants[layer.Inputs[1]];
        var axis = layer.Operator == "ConvTranspose" ? 1 : 0;
        var outputs = weight.Shape[axis];
        var each = outputs / factors.Length; // places of a map that a row of a linear layer makes
        var inner = weight.Shape.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var made = new float[weight.Floats.Length];
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = (float)(weight.Floats[i] * factors[i / inner % outputs / each]);
        }
        graph.Constants[weight.Name] = weight with { Floats = made };
        var start = layer.Inputs.Count > 2 ? graph.Constants[layer.Inputs[2]].Floats : new float[outputs];
        var bias = start.Select((b, i) => (float)(b * factors[i / each] + numbers[i / each])).ToArray();
        var name = layer.Inputs.Count > 2 ? layer.Inputs[2] : graph.Fresh($"{Stem(weight.Name)}.bias");
        graph.Constants[name] = new GraphTensor(name, [outputs], bias, []);
        graph.Replace(layer, layer with { Inputs = [layer.Inputs[0], weight.Name, name] });
        Skip(norm);
        return true;
    }

    private void Skip(GraphNode norm)
    {
        var before = graph.Maker(norm.Inputs[0])!;
        graph.Nodes.Remove(norm);
        graph.Replace(before, before with { Output = norm.Output });
    }

    private void Spell(GraphNode norm, double[] factors, double[] numbers)
    {
        long[] shape = [1, factors.Length, .. norm.Output.Shape.Skip(2).Select(_ => 1L)];
        string Constant(string stem, double[] values)
        {
            var name = graph.Fresh(stem);
            graph.Constants[name] = new GraphTensor(name, shape, [.. values.Select(v => (float)v)], []);
            return name;
        }
        var stem = Stem(norm.Inputs[3]);
        var scaled = norm.Output with { Name = graph.Fresh($"{norm.Output.Name}_scaled") };
        graph.Replace(
            norm,
            new GraphNode("Mul", [norm.Inputs[0], Constant($"{stem}.scale", factors)], scaled, Nothing),
            new GraphNode("Add", [scaled.Name, Constant($"{stem}.shift", numbers)], norm.Output, Nothing)
        );
    }

    private static Dictionary<string, object> Nothing { get; } = [];

    private static string Stem(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
}
