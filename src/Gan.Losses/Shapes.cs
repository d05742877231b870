namespace Gan.Losses;

/// <summary>Shapes as messages print them: [64, 1, 28, 28].</summary>
internal static class Shapes
{
    public static string Text(Tensor tensor) => Text(tensor.shape.AsSpan());

    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
