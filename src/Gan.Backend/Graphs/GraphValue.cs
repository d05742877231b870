namespace Gan;

/// <summary>What a value of a graph is made of.</summary>
public enum GraphType
{
    /// <summary>Numbers of 32 bits.</summary>
    Float,

    /// <summary>Whole numbers of 64 bits, such as labels.</summary>
    Int64,
}

/// <summary>A value in a <see cref="NetworkGraph"/>: an input, a weight, or what a node makes.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Shape">Its axes; −1 for the batch.</param>
/// <param name="Type">Of what.</param>
public sealed record GraphValue(string Name, IReadOnlyList<long> Shape, GraphType Type = GraphType.Float)
{
    /// <summary>Names the value.</summary>
    public override string ToString() => $"{Name} {ShapeOf(Shape)}";

    internal static string ShapeOf(IEnumerable<long> shape) =>
        $"[{InvariantText.Join(", ", shape.Select(size => size < 0 ? "N" : $"{size}"))}]";
}

/// <summary>A node of a graph. Operators and attributes mean what they mean in the default domain of ONNX at operator
/// set 17.</summary>
/// <param name="Operator">Such as "Conv".</param>
/// <param name="Inputs">Names of the values that it reads; an empty one for an optional input left out.</param>
/// <param name="Output">The value that it makes.</param>
/// <param name="Attributes">A <see cref="long"/>, <see cref="float"/>, <see cref="string"/> or an array of
/// <see cref="long"/> by each name.</param>
public sealed record GraphNode(
    string Operator,
    IReadOnlyList<string> Inputs,
    GraphValue Output,
    IReadOnlyDictionary<string, object> Attributes
);

/// <summary>A constant of a graph: a weight under its name in the state dict, what a layer makes of it once and for
/// all, or numbers that belong to an operator.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Shape">Its axes; empty for a single number.</param>
/// <param name="Floats">Its numbers, the last axis innermost; empty where they are whole.</param>
/// <param name="Integers">Its whole numbers; empty where they are not.</param>
public sealed record GraphTensor(string Name, IReadOnlyList<long> Shape, float[] Floats, long[] Integers)
{
    /// <summary>Of what it is made.</summary>
    public GraphType Type => Integers.Length > 0 ? GraphType.Int64 : GraphType.Float;
}
