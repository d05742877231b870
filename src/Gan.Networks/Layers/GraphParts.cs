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

    /// <summary>Sides doubled by the filter [1, 3, 3, 1]: <see cref="FoldedFilter.Double"/>.</summary>
    internal static GraphValue Smooth(this NetworkGraph graph, GraphValue maps)
    {
        var doubled = graph.Enlarge(graph.Pad(maps, "constant", 1, 1, 1, 1), mixed: true);
        return graph.Narrow(graph.Narrow(doubled, 2, 2, 2 * maps.Shape[2]), 3, 2, 2 * maps.Shape[3]);
    }

    /// <summary>Maps [N, 4K, H, W] of phases as maps [N, K, 2H, 2W]: <see cref="FoldedFilter.Shuffle"/>.</summary>
    internal static GraphValue Shuffle(this NetworkGraph graph, GraphValue maps) =>
        graph.Node(
            "DepthToSpace",
            [maps],
            [-1, maps.Shape[1] / 4, 2 * maps.Shape[2], 2 * maps.Shape[3]],
            ("blocksize", 2L),
            ("mode", "DCR")
        );

    /// <summary>Maps [N, C, 2H, 2W] as maps [N, 4C, H, W] of phases: <see cref="FoldedFilter.Unshuffle"/>.</summary>
    internal static GraphValue Unshuffle(this NetworkGraph graph, GraphValue maps) =>
        graph.Node(
            "SpaceToDepth",
            [maps],
            [-1, 4 * maps.Shape[1], maps.Shape[2] / 2, maps.Shape[3] / 2],
            ("blocksize", 2L)
        );

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
}
