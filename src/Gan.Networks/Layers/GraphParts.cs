namespace Gan;

/// <summary>What several families compute, in nodes.</summary>
internal static class GraphParts
{
    /// <summary>Maps without the last row or column where a side is smaller.</summary>
    internal static GraphValue Cut(this NetworkGraph graph, GraphValue maps, (long Height, long Width) size) =>
        graph.Narrow(graph.Narrow(maps, 2, 0, size.Height), 3, 0, size.Width);

    /// <summary>Means of 2x2 places: <see cref="Maps.Halve"/>.</summary>
    internal static GraphValue Halve(this NetworkGraph graph, GraphValue maps) =>
        graph.AveragePool(maps, [2, 2], ceil: true);

    /// <summary>x / √(mean(x²) + 1e-8) over axis 1: <see cref="PixelNorm"/>.</summary>
    internal static GraphValue PixelNormed(this NetworkGraph graph, GraphValue value)
    {
        var square = graph.Mean(graph.Multiply(value, value), 1);
        return graph.Divide(value, graph.Each("Sqrt", graph.Shift(square, 1e-8)));
    }

    /// <summary>Sums or means over the places of maps: [N, C, H, W] → [N, C].</summary>
    internal static GraphValue OverPlaces(this NetworkGraph graph, GraphValue maps, bool mean) =>
        graph.Reshape(mean ? graph.Mean(maps, 2, 3) : graph.Sum(maps, 2, 3), -1, maps.Shape[1]);

    /// <summary>The first half of maps times the sigmoid of the second: <see cref="GatedMaps"/>.</summary>
    internal static GraphValue Gated(this NetworkGraph graph, GraphValue maps)
    {
        var half = maps.Shape[1] / 2;
        return graph.Multiply(graph.Narrow(maps, 1, 0, half), graph.Each("Sigmoid", graph.Narrow(maps, 1, half, half)));
    }

    /// <summary>A column of scores [N, 1] as [N].</summary>
    internal static GraphValue Column(this NetworkGraph graph, GraphValue scores) => graph.Reshape(scores, -1);

    /// <summary>Rows without a part: entries before it, then those behind.</summary>
    internal static GraphValue Without(this NetworkGraph graph, GraphValue rows, long start, long length)
    {
        if (length == 0)
        {
            return rows;
        }
        var before = graph.Narrow(rows, 1, 0, start);
        var behind = rows.Shape[1] - start - length;
        return behind == 0 ? before : graph.Concatenate(1, before, graph.Narrow(rows, 1, start + length, behind));
    }
}
