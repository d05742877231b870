namespace Gan;

internal sealed partial class AnomalyScorer
{
    /// <summary>The score in nodes of a graph.</summary>
    internal GraphValue AddTo(NetworkGraph graph, GraphValue samples)
    {
        if (networks.Encoder is not { } encoder)
        {
            throw graph.Refusal(networks, "it searches for latents, which is no fixed number of nodes");
        }
        var made = graph.Call(networks.Generator, graph.Call(encoder, samples));
        var residual = MeanSquare(graph, graph.Subtract(samples, made));
        if (plan.FeatureWeight == 0)
        {
            return residual;
        }
        if (networks.Discriminator is not IGraphedDiscriminator judge)
        {
            throw graph.Refusal(networks.Discriminator, "it does not say what its features are");
        }
        var difference = graph.Subtract(judge.FeaturesTo(graph, samples, null), judge.FeaturesTo(graph, made, null));
        return graph.Add(residual, graph.Scale(MeanSquare(graph, difference), plan.FeatureWeight));
    }

    private static GraphValue MeanSquare(NetworkGraph graph, GraphValue rows)
    {
        var flat = graph.Flatten(rows);
        return graph.Column(graph.Mean(graph.Multiply(flat, flat), 1));
    }
}
