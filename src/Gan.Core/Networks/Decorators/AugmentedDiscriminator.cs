using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Judges samples after random changes that real and generated ones undergo alike, and through which the generator's
/// gradient flows (Zhao et al. 2020, arXiv:2006.10738, eq. 3). In evaluation mode nothing is changed.
/// </summary>
internal sealed class AugmentedDiscriminator : DiscriminatorNetwork
{
    internal const string Probability = "probability";
    private readonly IReadOnlyList<IAugmentation> augmentations;
    private readonly AdaptiveStrength? adaptive;
    private readonly DiscriminatorNetwork network;

    // a tensor field is a buffer: a checkpoint holds it, and no device need be waited for
    private readonly Tensor? probability;
    private readonly int pack; // samples a score
    private double progress;

    internal AugmentedDiscriminator(
        IReadOnlyList<IAugmentation> augmentations,
        AdaptiveStrength? adaptive,
        int pack,
        DiscriminatorNetwork network
    )
        : base(nameof(AugmentedDiscriminator))
    {
        this.augmentations = augmentations;
        this.adaptive = adaptive;
        this.pack = pack;
        this.network = network;
        if (adaptive is not null)
        {
            probability = tensor((float)adaptive.Start).DetachFromDisposeScope();
        }
        RegisterComponents();
    }

    public override long FeatureSize => network.FeatureSize;

    public override Tensor Features(Tensor sample, Tensor? condition) => network.Features(Change(sample), condition);

    public override Tensor Score(Tensor features) => network.Score(features);

    public override Tensor Auxiliary(Tensor sample, Tensor? condition) => network.Auxiliary(Change(sample), condition);

    public override Tensor forward(Tensor sample, Tensor? condition) => network.call(Change(sample), condition);

    public override void BeginStep(double progress)
    {
        this.progress = progress;
        network.BeginStep(progress);
    }

    public override void Observe(Tensor realScores)
    {
        if (adaptive is not null)
        {
            using var _ = no_grad();
            using var scope = NewDisposeScope();
            // ADA (Karras et al. 2020, arXiv:2006.06676, section 3.1): r_t = E[sign(D(x))] above its target is
            // overfitting, and the probability rises.
            get_buffer(Probability)!
                .add_(
                    (realScores.sign().mean() - adaptive.Target).sign()
                        * (realScores.shape[0] * pack / (double)adaptive.Samples)
                )
                .clamp_(0, adaptive.Most);
        }
        network.Observe(realScores);
    }

    private Tensor Change(Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples, "sample");
        if (!training)
        {
            return samples;
        }
        // Outside a training there is no stream of the step; a fixed one keeps a trial run repeatable.
        using var own = LayerStream.Current is null ? new Generator(0, samples.device) : null;
        var context = new AugmentationContext(LayerStream.Current ?? own!, progress)
        {
            Probability = adaptive is null ? null : get_buffer(Probability),
        };
        return augmentations.Aggregate(samples, (changed, augmentation) => augmentation.Apply(changed, context));
    }
}
