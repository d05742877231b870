namespace Gan;

/// <summary>Shapes as messages print them: [64, 1, 28, 28]. Compiled into each room.</summary>
internal static class ShapeText
{
    internal static string Of(IEnumerable<long> shape) => $"[{InvariantText.Join(", ", shape)}]";

    internal static string Of(ReadOnlySpan<long> shape) => $"[{InvariantText.Join(", ", shape.ToArray())}]";

    internal static string Of(long[] shape) => $"[{InvariantText.Join(", ", shape)}]";

    /// <summary>The shape of any number of such samples: [N, 1, 28, 28].</summary>
    internal static string OfBatch(IEnumerable<long> sample) => $"[N, {InvariantText.Join(", ", sample)}]";
}
