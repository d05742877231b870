namespace Gan;

/// <summary>
/// A network or layer that says what it computes in evaluation mode, as nodes of a graph over its own weights: what a
/// file for other runtimes is written from. The library's networks do; one of your own that implements it can be
/// shipped too.
/// </summary>
public interface IGraphed
{
    /// <summary>Adds to a graph what the layer computes in evaluation mode.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">What the layer reads first, such as latents [N, L].</param>
    /// <param name="condition">What it reads beside: labels int64 [N], vectors [N, K], styles; null for
    /// nothing.</param>
    /// <returns>What it makes.</returns>
    /// <exception cref="NotSupportedException">It cannot be said in such nodes.</exception>
    GraphValue AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition = null);
}
