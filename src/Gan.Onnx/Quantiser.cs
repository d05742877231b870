using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>Puts QuantizeLinear and DequantizeLinear around the convolutions and linear layers of a model, so that ONNX
/// Runtime computes them in whole numbers (<see cref="Quantisation"/>).</summary>
internal sealed class Quantiser(Proto.ModelProto model, OnnxGraph graph, OnnxJudge judge, Quantisation how)
{
    // They give on what they read, so that both sides share a scale.
    private static readonly string[] Passing = ["Resize", "Reshape", "MaxPool", "DepthToSpace", "SpaceToDepth"];

    private readonly Dictionary<string, string> sources = []; // of a value that is quantised, whose range it has

    /// <summary>Share of the multiplications of all layers that are done in whole numbers afterwards.</summary>
    internal double Share { get; private set; }

    /// <exception cref="NotSupportedException">There is no layer to quantise.</exception>
    internal void Quantise()
    {
        var layers = Layers();
        if (layers.Count == 0)
        {
            throw new NotSupportedException(
                "The network has no convolution that ONNX Runtime computes in whole numbers. Store its weights in 8 "
                    + "bits instead: OnnxOptions.Storage = OnnxStorage.Int8."
            );
        }
        Share = layers.Sum(Products) / graph.Nodes.Sum(Products);
        foreach (var layer in layers)
        {
            Mark(layer.Inputs[0]);
            sources.TryAdd(Made(layer), Made(layer));
        }
        var ranges = new Calibration(model, judge, how).Ranges([.. sources.Values.Distinct()]);
        var scales = sources.ToDictionary(value => value.Key, value => Scale.Of(ranges[value.Value]));
        var writer = new QuantisedModel(model, graph, scales, how.SevenBits ? 63 : sbyte.MaxValue);
        layers.ForEach(writer.Weights);
        writer.Activations();
    }

    private List<GraphNode> Layers()
    {
        var layers = graph
            .Nodes.Where(node => node.Operator is "Conv" or "Gemm" && graph.Constants.ContainsKey(node.Inputs[1]))
            .ToList();
        // ONNX Runtime takes a convolution only with 8 bits behind it, and what the file gives is float32.
        layers.RemoveAll(node => node.Operator == "Conv" && graph.Outputs.Exists(made => made.Name == Made(node)));
        if (how.Ends)
        {
            return layers;
        }
        var inputs = graph.Inputs.Select(input => input.Name).ToHashSet();
        layers.RemoveAll(node => node.Operator == "Gemm" && inputs.Contains(node.Inputs[0]));
        if (layers.FindLast(node => node.Operator == "Conv") is { } last)
        {
            layers.Remove(last);
        }
        return layers;
    }

    private double Products(GraphNode node)
    {
        if (node.Operator is not ("Conv" or "Gemm" or "ConvTranspose" or "MatMul"))
        {
            return 0;
        }
        var weights = graph.Constants.GetValueOrDefault(node.Inputs[1])?.Floats.Length ?? 0;
        var places = node.Operator == "ConvTranspose" ? Places(node.Inputs[0]) : Places(node.Output.Shape);
        return (double)weights * places;
    }

    private long Places(string value) => Places(graph.Maker(value)?.Output.Shape ?? [1, 1]);

    private static long Places(IReadOnlyList<long> shape) => shape.Skip(2).Aggregate(1L, (a, b) => a * b);

    // A value that a layer reads, and those that it is only another order of.
    private void Mark(string value)
    {
        var chain = new List<string> { value };
        while (graph.Maker(chain[^1]) is { } maker && Passing.Contains(maker.Operator) && !IsMixed(maker))
        {
            chain.Add(maker.Inputs[0]);
        }
        var source = sources.GetValueOrDefault(chain[^1], chain[^1]);
        foreach (var link in chain)
        {
            sources.TryAdd(link, source);
        }
    }

    private static bool IsMixed(GraphNode node) =>
        node.Operator == "Resize" && (string)node.Attributes["mode"] != "nearest";

    // ONNX Runtime takes a ReLU behind a layer into it.
    private string Made(GraphNode layer)
    {
        var readers = graph.Readers(layer.Output.Name).ToList();
        return readers is [{ Operator: "Relu" } relu] ? relu.Output.Name : layer.Output.Name;
    }
}

/// <summary>Scale and zero of an unsigned 8-bit value: x ≈ (q − zero) · factor, with 0 exactly.</summary>
internal readonly record struct Scale(float Factor, byte Zero)
{
    internal static Scale Of((float Least, float Most) range)
    {
        var factor = Math.Max((range.Most - range.Least) / byte.MaxValue, 1e-12f);
        return new(factor, (byte)Math.Clamp(MathF.Round(-range.Least / factor), 0, byte.MaxValue));
    }
}
