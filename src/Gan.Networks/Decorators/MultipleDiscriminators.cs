using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Several discriminators against one generator (GMAN, Durugkar et al. 2017, arXiv:1611.01673). Scores are [N, k], a
/// column for each one; a loss that takes means over all scores is then the arithmetic mean of the k games (section
/// 4.1, λ = 0).
/// </summary>
internal sealed class MultipleDiscriminators : DiscriminatorNetwork
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
        return stack(networks.Select((n, i) => n.Score(parts[i])), 1);
    }

    public override Tensor forward(Tensor sample, Tensor? condition) =>
        stack(networks.Select(n => n.call(sample, condition)), 1);

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
