using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>Writes quantised values and weights into a model.</summary>
internal sealed class QuantisedModel(
    Proto.ModelProto model,
    OnnxGraph graph,
    Dictionary<string, Scale> scales,
    int most
)
{
    private const double LargestBias = 2e9; // in whole numbers of 32 bits

    /// <summary>The weight of a layer in 8 bits, of a convolution with a scale for each map, and its bias in 32 with the
    /// product of the scales.</summary>
    internal void Weights(GraphNode layer)
    {
        var weight = graph.Constants[layer.Inputs[1]];
        var node = model.Graph.Node.First(n => n.Output[0] == layer.Output.Name);
        // ONNX Runtime turns the weight of a Gemm over, which goes wrong with a scale for each row.
        var perMap = layer.Operator == "Conv";
        var slices = perMap ? weight : weight with { Shape = [1, weight.Floats.Length] };
        var input = scales[layer.Inputs[0]].Factor;
        var bias = layer.Inputs.Count > 2 ? graph.Constants.GetValueOrDefault(layer.Inputs[2]) : null;
        var (bytes, factors) = StoredWeights.Rounded(slices, axis: 0, most, Least((int)slices.Shape[0], bias, input));
        var own = graph.Fresh($"{weight.Name}.int8");
        Add(own, weight.Shape, Proto.TensorProto.Types.DataType.Int8, OnnxFile.Bytes<sbyte>(bytes));
        node.Input[1] = Dequantise(own, Vector($"{own}.scale", factors, !perMap), zero: null, perMap);
        if (bias is not null)
        {
            float[] both = [.. factors.Select(factor => factor * input)];
            int[] whole =
            [
                .. bias.Floats.Select(
                    (b, k) => (int)Math.Clamp(Math.Round(b / (double)both[k % both.Length]), -LargestBias, LargestBias)
                ),
            ];
            var start = graph.Fresh($"{bias.Name}.int32");
            Add(start, bias.Shape, Proto.TensorProto.Types.DataType.Int32, OnnxFile.Bytes<int>(whole));
            node.Input[2] = Dequantise(start, Vector($"{start}.scale", both, !perMap), zero: null, perMap);
        }
    }

    // The scales with which biases fit 32 bits: of weights that are 0, or nearly, the bias decides.
    private static float[] Least(int slices, GraphTensor? bias, float input)
    {
        var least = Enumerable.Repeat(1e-12f, slices).ToArray();
        for (var k = 0; k < bias?.Floats.Length; k++)
        {
            var need = Math.Abs(bias.Floats[k]) / (LargestBias * input);
            least[k % slices] = Math.Max(least[k % slices], (float)need);
        }
        return least;
    }

    /// <summary>Each value to 8 bits and back, behind the node that makes it.</summary>
    internal void Activations()
    {
        foreach (var (value, scale) in scales)
        {
            var readers = model
                .Graph.Node.SelectMany(node => Enumerable.Range(0, node.Input.Count).Select(i => (node, i)))
                .Where(at => at.node.Input[at.i] == value)
                .ToList();
            var factor = Vector(graph.Fresh($"{value}.scale"), [scale.Factor], single: true);
            var zero = graph.Fresh($"{value}.zero");
            Add(zero, [], Proto.TensorProto.Types.DataType.Uint8, [scale.Zero]);
            var bytes = graph.Fresh($"{value}.uint8");
            var quantise = Node("QuantizeLinear", bytes, value, factor, zero);
            Insert(quantise, Made(value) + 1);
            var plain = Dequantise(bytes, factor, zero, perMap: false);
            readers.ForEach(at => at.node.Input[at.i] = plain);
        }
        DropUnread();
    }

    private string Dequantise(string value, string factor, string? zero, bool perMap)
    {
        var plain = graph.Fresh($"{value}.float32");
        var node = zero is null
            ? Node("DequantizeLinear", plain, value, factor)
            : Node("DequantizeLinear", plain, value, factor, zero);
        if (perMap)
        {
            node.Attribute.Add(OnnxFile.Attribute("axis", 0L));
        }
        Insert(node, Made(value) + 1);
        return plain;
    }

    private static Proto.NodeProto Node(string name, string output, params string[] inputs)
    {
        var node = new Proto.NodeProto { OpType = name, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        return node;
    }

    private int Made(string value)
    {
        var nodes = model.Graph.Node;
        return Enumerable.Range(0, nodes.Count).FirstOrDefault(i => nodes[i].Output[0] == value, -1);
    }

    private void Insert(Proto.NodeProto node, int at) => model.Graph.Node.Insert(at, node);

    private string Vector(string name, float[] values, bool single = false)
    {
        Add(name, single ? [] : [values.Length], Proto.TensorProto.Types.DataType.Float, OnnxFile.Bytes<float>(values));
        return name;
    }

    private void Add(string name, IReadOnlyList<long> shape, Proto.TensorProto.Types.DataType type, byte[] bytes) =>
        model.Graph.Initializer.Add(OnnxFile.Raw(name, shape, type, bytes));

    private void DropUnread()
    {
        var read = model.Graph.Node.SelectMany(node => node.Input).ToHashSet();
        var all = model.Graph.Initializer;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (!read.Contains(all[i].Name) && !graph.Defaults.ContainsKey(all[i].Name))
            {
                all.RemoveAt(i);
            }
        }
    }
}
