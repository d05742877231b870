using System.Reflection;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Proto = global::Onnx;

namespace Gan.Onnx;

/// <summary>A graph as an ONNX model: operator set 17, version 8 of the format, the default domain alone.</summary>
internal static class OnnxFile
{
    internal const long OperatorSet = 17;
    private const long FormatVersion = 8;
    private const string Batch = "batch";

    internal static string LibraryVersion { get; } =
        typeof(OnnxFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    /// <summary>The model without metadata.</summary>
    internal static Proto.ModelProto Of(OnnxGraph graph, string description)
    {
        var model = new Proto.ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "Gan.Net",
            ProducerVersion = LibraryVersion,
            DocString = description,
            Graph = new Proto.GraphProto { Name = "network" },
        };
        model.OpsetImport.Add(new Proto.OperatorSetIdProto { Domain = "", Version = OperatorSet });
        model.Graph.Input.AddRange(graph.Inputs.Select(Value));
        model.Graph.Output.AddRange(graph.Outputs.Select(Value));
        model.Graph.Initializer.AddRange(graph.Constants.Values.Select(Tensor));
        foreach (var (name, value) in graph.Defaults)
        {
            model.Graph.Initializer.Add(Tensor(new GraphTensor(name, [], [value], [])));
        }
        model.Graph.Node.AddRange(graph.Nodes.Select(Node));
        return model;
    }

    /// <summary>Makes inputs that need not be fed such that must be.</summary>
    internal static void DropDefaults(Proto.ModelProto model, OnnxGraph graph)
    {
        foreach (var constant in model.Graph.Initializer.Where(c => graph.Defaults.ContainsKey(c.Name)).ToList())
        {
            model.Graph.Initializer.Remove(constant);
        }
    }

    internal static void Describe(Proto.ModelProto model, IReadOnlyDictionary<string, string> metadata)
    {
        model.MetadataProps.Clear();
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            model.MetadataProps.Add(new Proto.StringStringEntryProto { Key = key, Value = value });
        }
    }

    internal static Proto.TensorProto Raw(
        string name,
        IReadOnlyList<long> shape,
        Proto.TensorProto.Types.DataType type,
        byte[] bytes
    )
    {
        var tensor = new Proto.TensorProto
        {
            Name = name,
            DataType = (int)type,
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    // Numbers in files are little-endian, as on every processor that .NET 10 runs on but one.
    internal static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(values).ToArray()
            : throw new PlatformNotSupportedException("ONNX files are written on little-endian processors.");

    private static Proto.TensorProto Tensor(GraphTensor tensor) =>
        tensor.Type == GraphType.Int64
            ? Raw(tensor.Name, tensor.Shape, Proto.TensorProto.Types.DataType.Int64, Bytes<long>(tensor.Integers))
            : Raw(tensor.Name, tensor.Shape, Proto.TensorProto.Types.DataType.Float, Bytes<float>(tensor.Floats));

    private static Proto.NodeProto Node(GraphNode node)
    {
        var made = new Proto.NodeProto { OpType = node.Operator, Name = node.Output.Name };
        made.Input.AddRange(node.Inputs);
        made.Output.Add(node.Output.Name);
        made.Attribute.AddRange(node.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)));
        return made;
    }

    internal static Proto.AttributeProto Attribute(string name, object value)
    {
        var made = new Proto.AttributeProto { Name = name };
        switch (value)
        {
            case long number:
                made.Type = Proto.AttributeProto.Types.AttributeType.Int;
                made.I = number;
                break;
            case float number:
                made.Type = Proto.AttributeProto.Types.AttributeType.Float;
                made.F = number;
                break;
            case string text:
                made.Type = Proto.AttributeProto.Types.AttributeType.String;
                made.S = ByteString.CopyFromUtf8(text);
                break;
            case long[] numbers:
                made.Type = Proto.AttributeProto.Types.AttributeType.Ints;
                made.Ints.AddRange(numbers);
                break;
            default:
                throw new NotSupportedException($"Attribute '{name}' is a {value.GetType().Name}.");
        }
        return made;
    }

    private static Proto.ValueInfoProto Value(GraphValue value)
    {
        var shape = new Proto.TensorShapeProto();
        shape.Dim.AddRange(
            value.Shape.Select(size =>
                size < 0
                    ? new Proto.TensorShapeProto.Types.Dimension { DimParam = Batch }
                    : new Proto.TensorShapeProto.Types.Dimension { DimValue = size }
            )
        );
        var type =
            value.Type == GraphType.Float
                ? Proto.TensorProto.Types.DataType.Float
                : Proto.TensorProto.Types.DataType.Int64;
        return new Proto.ValueInfoProto
        {
            Name = value.Name,
            Type = new Proto.TypeProto
            {
                TensorType = new Proto.TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape },
            },
        };
    }
}
