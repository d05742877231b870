using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>
/// Weights in fewer bits, and the nodes that turn them back: a Cast, and for 8 bits a product with the scales. Runtimes
/// compute such nodes once, when they load the file. Scales are by map, and symmetric: w ≈ q · s with s = max|w| / 127.
/// </summary>
internal sealed class StoredWeights(Proto.ModelProto model, OnnxGraph graph)
{
    private const int Fewest = 64; // numbers of a tensor for which two more nodes are worth it
    private const float LargestHalf = 65504;

    internal void Store(OnnxStorage storage)
    {
        var turned = new List<Proto.NodeProto>();
        var stored = model.Graph.Initializer.Select(constant => constant.Name).ToHashSet(); // not quantised already
        foreach (var constant in graph.Constants.Values.Where(c => IsWorth(c) && stored.Contains(c.Name)).ToList())
        {
            turned.AddRange(storage == OnnxStorage.Int8 ? InBytes(constant) : InHalves(constant));
        }
        var rest = model.Graph.Node.ToList();
        model.Graph.Node.Clear();
        model.Graph.Node.AddRange(turned);
        model.Graph.Node.AddRange(rest);
    }

    private static bool IsWorth(GraphTensor constant) =>
        constant.Type == GraphType.Float && constant.Shape.Count >= 2 && constant.Floats.Length >= Fewest;

    private IEnumerable<Proto.NodeProto> InHalves(GraphTensor constant)
    {
        if (constant.Floats.Any(value => Math.Abs(value) > LargestHalf))
        {
            return [];
        }
        Half[] halves = [.. constant.Floats.Select(value => (Half)value)];
        Set(constant, Proto.TensorProto.Types.DataType.Float16, OnnxFile.Bytes<Half>(halves));
        var plain = graph.Fresh($"{constant.Name}.float32");
        Redirect(constant.Name, plain);
        return [Cast(constant.Name, plain)];
    }

    private IEnumerable<Proto.NodeProto> InBytes(GraphTensor constant)
    {
        var axis = Axis(constant);
        var (bytes, scales) = Rounded(constant, axis);
        Set(constant, Proto.TensorProto.Types.DataType.Int8, OnnxFile.Bytes<sbyte>(bytes));
        var scale = graph.Fresh($"{constant.Name}.scale");
        var cast = graph.Fresh($"{constant.Name}.whole");
        var plain = graph.Fresh($"{constant.Name}.float32");
        long[] shape = [.. constant.Shape.Select((size, i) => i == axis ? size : 1)];
        model.Graph.Initializer.Add(
            OnnxFile.Raw(scale, shape, Proto.TensorProto.Types.DataType.Float, OnnxFile.Bytes<float>(scales))
        );
        Redirect(constant.Name, plain);
        var product = new Proto.NodeProto { OpType = "Mul", Name = plain };
        product.Input.AddRange([cast, scale]);
        product.Output.Add(plain);
        return [Cast(constant.Name, cast), product];
    }

    /// <summary>Whole numbers of at most a size and the scale of each slice along an axis, which is at least a given
    /// one.</summary>
    internal static (sbyte[] Bytes, float[] Scales) Rounded(
        GraphTensor constant,
        int axis,
        int most = sbyte.MaxValue,
        float[]? least = null
    )
    {
        var slices = (int)constant.Shape[axis];
        var inner = constant.Shape.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var scales = least ?? new float[slices];
        for (var i = 0; i < constant.Floats.Length; i++)
        {
            var slice = i / inner % slices;
            scales[slice] = Math.Max(scales[slice], Math.Abs(constant.Floats[i]) / most);
        }
        var bytes = new sbyte[constant.Floats.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            var scale = scales[i / inner % slices];
            bytes[i] = scale > 0 ? (sbyte)Math.Clamp(MathF.Round(constant.Floats[i] / scale), -most, most) : (sbyte)0;
        }
        return (bytes, scales);
    }

    // Along the outputs of the layer that reads it.
    private int Axis(GraphTensor constant)
    {
        var reader = graph.Readers(constant.Name).First();
        return reader.Operator switch
        {
            "ConvTranspose" => 1,
            "MatMul" => constant.Shape.Count - 1,
            _ => constant.Shape[0] > 1 ? 0 : 1,
        };
    }

    private void Set(GraphTensor constant, Proto.TensorProto.Types.DataType type, byte[] bytes)
    {
        var all = model.Graph.Initializer;
        var at = Enumerable.Range(0, all.Count).First(i => all[i].Name == constant.Name);
        all[at] = OnnxFile.Raw(constant.Name, constant.Shape, type, bytes);
    }

    private void Redirect(string from, string to)
    {
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (node.Input[i] == from)
                {
                    node.Input[i] = to;
                }
            }
        }
    }

    private static Proto.NodeProto Cast(string from, string to)
    {
        var node = new Proto.NodeProto { OpType = "Cast", Name = to };
        node.Input.Add(from);
        node.Output.Add(to);
        node.Attribute.Add(OnnxFile.Attribute("to", (long)Proto.TensorProto.Types.DataType.Float));
        return node;
    }
}
