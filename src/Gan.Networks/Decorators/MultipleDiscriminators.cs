using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Several discriminators against one generator (GMAN, Durugkar et al. 2017, arXiv:1611.01673). Scores are [N, k], a
/// column for each one; a loss that takes means over all scores is then the arithmetic mean of the k games (section
/// 4.1, λ = 0).
/// </summary>
internal sealed class MultipleDiscriminators : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly TorchSharp.Modules.ModuleList<DiscriminatorNetwork> networks;

    internal MultipleDiscriminators(IEnumerable<DiscriminatorNetwork> networks)
        : base(nameof(MultipleDiscriminators))
    {
        this.networks = nn.ModuleList([.. networks]);
        RegisterComponents();
    }

    public override long FeatureSize => networks.Any(n => n.FeatureSize == 0) ? 0 : networks.Sum(n => n.FeatureSize);

    public override Tensor Features(Tensor sample, Tensor? condition) =>
        cat([.. networks.Select(n => n.Features(sample, condition))], 1);

    public override Tensor Score(Tensor features)
    {
        var parts = features.split([.. networks.Select(n => n.FeatureSize)], 1);
        return stack(networks.Select((n, i) => OfSamples(n.Score(parts[i]))), 1);
    }

    public override Tensor forward(Tensor sample, Tensor? condition) =>
        stack(networks.Select(n => OfSamples(n.call(sample, condition))), 1);

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Concatenate(1, [.. networks.Select(n => OfSamples(graph, graph.Call(n, input, condition)))]);

    GraphValue IGraphedDiscriminator.FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition) =>
        graph.Concatenate(1, [.. networks.Select(n => Judge(graph, n).FeaturesTo(graph, sample, condition))]);

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features)
    {
        var at = 0L;
        var scores = new List<GraphValue>();
        foreach (var network in networks)
        {
            var own = graph.Narrow(features, 1, at, network.FeatureSize);
            scores.Add(OfSamples(graph, Judge(graph, network).ScoreTo(graph, own)));
            at += network.FeatureSize;
        }
        return graph.Concatenate(1, [.. scores]);
    }

    private static IGraphedDiscriminator Judge(NetworkGraph graph, DiscriminatorNetwork network) =>
        network as IGraphedDiscriminator
        ?? throw graph.Refusal(network, "it does not say what its features are (IGraphedDiscriminator)");

    // a column each
    private static GraphValue OfSamples(NetworkGraph graph, GraphValue scores) =>
        graph.Reshape(scores.Shape.Count == 4 ? graph.Mean(scores, 1, 2, 3) : scores, -1, 1);

    public override IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition) =>
        [.. networks.SelectMany(n => n.Reconstruct(sample, condition))];

    public override bool FollowsProgress => networks.Any(n => n.FollowsProgress);

    public override long Stage => networks[0].Stage; // all are of one family

    public override void BeginStep(TrainingMoment moment)
    {
        foreach (var network in networks)
        {
            network.BeginStep(moment);
        }
    }

    public override Tensor Reals(Tensor real) => networks[0].Reals(real);

    public override Tensor Changed(Tensor sample, Func<Tensor, Tensor> change) => networks[0].Changed(sample, change);

    public override void Observe(Tensor realScores)
    {
        foreach (var network in networks)
        {
            network.Observe(realScores);
        }
    }
}
