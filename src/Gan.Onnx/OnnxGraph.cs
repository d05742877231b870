namespace Gan.Onnx;

/// <summary>The graph of a network while it is made ready to be written: nodes and constants that may be
/// replaced.</summary>
internal sealed class OnnxGraph
{
    private readonly HashSet<string> given = [];

    private OnnxGraph(NetworkGraph graph)
    {
        Inputs = graph.Inputs;
        Defaults = graph.Defaults;
        Nodes = [.. graph.Nodes];
        Outputs = [.. graph.Outputs];
        Constants = graph.Constants.ToDictionary(constant => constant.Name);
    }

    internal IReadOnlyList<GraphValue> Inputs { get; }

    internal IReadOnlyDictionary<string, float> Defaults { get; }

    internal List<GraphNode> Nodes { get; }

    internal List<GraphValue> Outputs { get; }

    internal Dictionary<string, GraphTensor> Constants { get; }

    /// <summary>A graph without batch normalisation, copies and constants that nothing reads.</summary>
    internal static OnnxGraph Of(NetworkGraph network)
    {
        var graph = new OnnxGraph(network);
        graph.DropCopies();
        new NormFolding(graph).Fold();
        graph.DropUnread();
        return graph;
    }

    /// <summary>The nodes that read a value.</summary>
    internal IEnumerable<GraphNode> Readers(string value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>The node that makes a value; null for inputs and constants.</summary>
    internal GraphNode? Maker(string value) => Nodes.Find(node => node.Output.Name == value);

    internal void Replace(GraphNode node, params GraphNode[] by)
    {
        var at = Nodes.IndexOf(node);
        Nodes.RemoveAt(at);
        Nodes.InsertRange(at, by);
    }

    /// <summary>A name that nothing has yet, and that is not given again.</summary>
    internal string Fresh(string stem)
    {
        var name = stem;
        for (var n = 2; IsTaken(name) || !given.Add(name); n++)
        {
            name = $"{stem}_{n}";
        }
        return name;
    }

    private bool IsTaken(string name) =>
        Constants.ContainsKey(name)
        || Nodes.Exists(node => node.Output.Name == name)
        || Inputs.Any(input => input.Name == name);

    // An output is the renamed value of the node before it, if nothing else names that.
    private void DropCopies()
    {
        foreach (var output in Outputs)
        {
            var copy = Maker(output.Name)!;
            if (copy.Operator != "Identity" || Maker(copy.Inputs[0]) is not { } maker)
            {
                continue;
            }
            Nodes.Remove(copy);
            var old = maker.Output.Name;
            Replace(maker, maker with { Output = output });
            foreach (var reader in Readers(old).ToList())
            {
                Replace(reader, reader with { Inputs = Renamed(reader.Inputs, old, output.Name) });
            }
        }
    }

    internal static string[] Renamed(IReadOnlyList<string> inputs, string from, string to) =>
        [.. inputs.Select(input => input == from ? to : input)];

    private void DropUnread()
    {
        var read = Nodes.SelectMany(node => node.Inputs).ToHashSet();
        foreach (var name in Constants.Keys.Where(name => !read.Contains(name)).ToList())
        {
            Constants.Remove(name);
        }
    }
}
