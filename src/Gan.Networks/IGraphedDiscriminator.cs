namespace Gan;

/// <summary>A discriminator that says what it computes in evaluation mode, its features apart from its
/// score.</summary>
public interface IGraphedDiscriminator : IGraphed
{
    /// <summary>Adds the last hidden layer (<see cref="DiscriminatorNetwork.Features"/>).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="sample">Samples [N, …].</param>
    /// <param name="condition">The condition, or null.</param>
    /// <returns>[N, F].</returns>
    GraphValue FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition);

    /// <summary>Adds the score of features (<see cref="DiscriminatorNetwork.Score"/>).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">[N, F].</param>
    /// <returns>[N], or patches.</returns>
    GraphValue ScoreTo(NetworkGraph graph, GraphValue features);

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        ScoreTo(graph, FeaturesTo(graph, input, condition));
}
