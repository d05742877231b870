using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// What a network computes in evaluation mode: inputs, nodes in the order in which they run, constants under the names
/// of the state dict, outputs. Layers add to it by <see cref="IGraphed"/>; it knows neither files nor runtimes.
/// </summary>
public sealed partial class NetworkGraph
{
    private readonly Dictionary<IntPtr, string> weights = [];
    private readonly Dictionary<nn.Module, string> layers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, GraphTensor> constants = [];
    private readonly List<GraphNode> nodes = [];
    private readonly List<GraphValue> inputs = [];
    private readonly List<GraphValue> outputs = [];
    private readonly Dictionary<string, float> defaults = [];
    private readonly HashSet<string> names = [];

    /// <summary>Starts the graph of a network; <see cref="Call"/> adds what it computes.</summary>
    /// <param name="network">The network, whose state dict names the weights.</param>
    public NetworkGraph(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var (name, tensor) in network.state_dict())
        {
            weights.TryAdd(tensor.Handle, name);
        }
        foreach (var (name, layer) in network.named_modules())
        {
            layers.TryAdd(layer, name);
        }
    }

    /// <summary>What is fed, in order.</summary>
    public IReadOnlyList<GraphValue> Inputs => inputs;

    /// <summary>Inputs that need not be fed: their names and what they are then.</summary>
    public IReadOnlyDictionary<string, float> Defaults => defaults;

    /// <summary>What is made.</summary>
    public IReadOnlyList<GraphValue> Outputs => outputs;

    /// <summary>The nodes, in an order in which they can run.</summary>
    public IReadOnlyList<GraphNode> Nodes => nodes;

    /// <summary>Weights and other constants.</summary>
    public IReadOnlyCollection<GraphTensor> Constants => constants.Values;

    /// <summary>Adds an input.</summary>
    /// <param name="name">Such as "latent".</param>
    /// <param name="shape">Its axes; −1 for the batch.</param>
    /// <param name="type">Of what.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public GraphValue Input(string name, IReadOnlyList<long> shape, GraphType type = GraphType.Float)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Claim(name);
        var input = new GraphValue(name, shape, type);
        inputs.Add(input);
        return input;
    }

    /// <summary>Adds a number that may be fed, such as truncation.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is where it is not fed.</param>
    /// <exception cref="ArgumentException">There is an input of that name.</exception>
    public GraphValue OptionalInput(string name, float value)
    {
        var input = Input(name, []);
        defaults[name] = value;
        return input;
    }

    /// <summary>Names a value as one that the graph makes.</summary>
    /// <param name="name">Such as "image".</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">There is something of that name.</exception>
    public void Output(string name, GraphValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Claim(name);
        outputs.Add(value with { Name = name });
        Append("Identity", [value.Name], outputs[^1], []);
    }

    /// <summary>A weight or buffer of the network, under its name in the state dict.</summary>
    /// <param name="tensor">The tensor.</param>
    public GraphValue Weight(Tensor tensor) => Weight(tensor, tensor);

    /// <summary>What a layer makes of a weight once and for all, such as W / σ, under the name of the weight.</summary>
    /// <param name="made">What is used.</param>
    /// <param name="source">The weight in the state dict.</param>
    public GraphValue Weight(Tensor made, Tensor source)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(source);
        using var _ = no_grad();
        using var plain = made.detach().cpu().to(ScalarType.Float32).contiguous();
        var floats = plain.data<float>().ToArray();
        var name = weights.GetValueOrDefault(source.Handle, "constant");
        if (
            constants.TryGetValue(name, out var known)
            && known.Shape.SequenceEqual(made.shape)
            && known.Floats.AsSpan().SequenceEqual(floats)
        )
        {
            return new(name, known.Shape);
        }
        return Add(new GraphTensor(Fresh(name), [.. made.shape], floats, []));
    }

    /// <summary>Numbers that are no weights.</summary>
    /// <param name="shape">Their axes; none for a single number.</param>
    /// <param name="values">As many as the shape holds.</param>
    /// <exception cref="ArgumentException">Shape and numbers do not fit.</exception>
    public GraphValue Constant(IReadOnlyList<long> shape, params float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        Check(shape, values.Length);
        return Add(new GraphTensor(Fresh("constant"), [.. shape], values, []));
    }

    /// <summary>Whole numbers that are no weights, [count].</summary>
    /// <param name="values">The numbers. At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public GraphValue Integers(params long[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check([Math.Max(1, values.Length)], values.Length);
        return Add(new GraphTensor(Fresh("numbers"), [values.Length], [], values));
    }

    /// <summary>Adds a node.</summary>
    /// <param name="name">The operator, such as "Selu", of ONNX's default domain at operator set 17.</param>
    /// <param name="inputs">What it reads; null for an optional input left out.</param>
    /// <param name="shape">Axes of what it makes; −1 for the batch.</param>
    /// <param name="attributes">A whole number, a float, a text or an array of whole numbers by each name.</param>
    /// <returns>What it makes.</returns>
    public GraphValue Node(
        string name,
        IReadOnlyList<GraphValue?> inputs,
        IReadOnlyList<long> shape,
        params (string Name, object Value)[] attributes
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(attributes);
        var made = new GraphValue(Fresh($"{char.ToLowerInvariant(name[0])}{name[1..]}"), [.. shape]);
        Append(name, [.. inputs.Select(input => input?.Name ?? "")], made, attributes);
        return made;
    }

    /// <summary>A refusal that names the layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="reason">Why it cannot be said in nodes, as "it compares the samples of a batch".</param>
    public NotSupportedException Refusal(nn.Module layer, string reason)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var path = layers.GetValueOrDefault(layer, "");
        var where = path.Length > 0 ? $"Layer '{path}'" : "The network";
        return new($"{where} ({layer.GetType().Name}) cannot be shipped: {reason}.");
    }

    private void Append(string name, string[] inputs, GraphValue made, (string Name, object Value)[] attributes) =>
        nodes.Add(new GraphNode(name, inputs, made, attributes.ToDictionary(a => a.Name, a => a.Value)));

    private GraphValue Add(GraphTensor tensor)
    {
        constants.Add(tensor.Name, tensor);
        return new(tensor.Name, tensor.Shape, tensor.Type);
    }

    private static void Check(IReadOnlyList<long> shape, int count)
    {
        if (shape.Any(size => size < 0) || shape.Aggregate(1L, (a, b) => a * b) != count)
        {
            throw new ArgumentException($"{count} numbers have not the shape {GraphValue.ShapeOf(shape)}.");
        }
    }

    private void Claim(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!names.Add(name))
        {
            throw new ArgumentException($"There is a '{name}' in the graph already.", nameof(name));
        }
    }

    private string Fresh(string stem)
    {
        var name = stem;
        for (var n = 2; !names.Add(name); n++)
        {
            name = $"{stem}_{n}";
        }
        return name;
    }
}
