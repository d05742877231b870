using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// PacGAN (Lin et al. 2018, arXiv:1712.04086, section 3): judges m samples together, joined along their first axis, so
/// that a generator that repeats itself is easy to tell from the data. [N, C, ...] becomes [N/m, m·C, ...] and N/m
/// scores.
/// </summary>
internal sealed class PackedDiscriminator : DiscriminatorNetwork, IGraphed
{
    private readonly int pack;
    private readonly DiscriminatorNetwork network;

    internal PackedDiscriminator(int pack, DiscriminatorNetwork network)
        : base(nameof(PackedDiscriminator))
    {
        this.pack = pack;
        this.network = network;
        RegisterComponents();
    }

    public override long FeatureSize => network.FeatureSize;

    public override Tensor Features(Tensor sample, Tensor? condition) => network.Features(Pack(sample), null);

    public override Tensor Score(Tensor features) => network.Score(features);

    public override Tensor forward(Tensor sample, Tensor? condition) => network.call(Pack(sample), null);

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        throw graph.Refusal(this, "it judges several samples together");

    public override IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition) =>
        network.Reconstruct(Pack(sample), null);

    public override bool FollowsProgress => network.FollowsProgress;

    public override long Stage => network.Stage;

    public override void BeginStep(TrainingMoment moment) => network.BeginStep(moment);

    public override Tensor Reals(Tensor real) => network.Reals(real);

    public override Tensor Changed(Tensor sample, Func<Tensor, Tensor> change) => network.Changed(sample, change);

    public override void Observe(Tensor realScores) => network.Observe(realScores);

    private Tensor Pack(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples, "sample");
        var shape = samples.shape;
        if (shape[0] % pack != 0)
        {
            throw new ArgumentException(
                $"Packs of {pack} samples need a batch that is a multiple of {pack}, but it has {shape[0]} samples.",
                nameof(samples)
            );
        }
        return samples.reshape([shape[0] / pack, pack * shape[1], .. shape[2..]]);
    }
}
