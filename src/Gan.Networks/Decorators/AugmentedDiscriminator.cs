using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Judges samples after random changes that real and generated ones undergo alike, and through which the generator's
/// gradient flows (Zhao et al. 2020, arXiv:2006.10738, eq. 3). In evaluation mode nothing is changed.
/// </summary>
public sealed class AugmentedDiscriminator : DiscriminatorNetwork
{
    /// <summary>Name of the buffer that holds the adaptive probability.</summary>
    public const string Probability = "probability";
    private readonly IReadOnlyList<IAugmentation> augmentations;
    private readonly AdaptiveStrength? adaptive;
    private readonly DiscriminatorNetwork network;

    // a tensor field is a buffer: a checkpoint holds it, and no device need be waited for
    private readonly Tensor? probability;
    private readonly int pack; // samples a score
    private double progress;
    private double? scheduled;

    /// <summary>Puts augmentations in front of a discriminator.</summary>
    /// <param name="augmentations">What changes the samples, in this order.</param>
    /// <param name="adaptive">How their strength adapts; null keeps it whole.</param>
    /// <param name="pack">Samples that a score is for. At least 1.</param>
    /// <param name="network">What judges the changed samples.</param>
    public AugmentedDiscriminator(
        IReadOnlyList<IAugmentation> augmentations,
        AdaptiveStrength? adaptive,
        int pack,
        DiscriminatorNetwork network
    )
        : base(nameof(AugmentedDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(augmentations);
        ArgumentOutOfRangeException.ThrowIfLessThan(pack, 1);
        ArgumentNullException.ThrowIfNull(network);
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

    /// <summary>The probability with which adapting augmentations change a sample, in [0, 1], as a function of the
    /// moment; null (the default) without a schedule.</summary>
    public Func<TrainingMoment, double>? Strength { get; init; }

    /// <inheritdoc/>
    public override long FeatureSize => network.FeatureSize;

    /// <inheritdoc/>
    public override Tensor Features(Tensor sample, Tensor? condition) => network.Features(Change(sample), condition);

    /// <inheritdoc/>
    public override Tensor Score(Tensor features) => network.Score(features);

    /// <inheritdoc/>
    public override Tensor Auxiliary(Tensor sample, Tensor? condition) => network.Auxiliary(Change(sample), condition);

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition) => network.call(Change(sample), condition);

    /// <inheritdoc/>
    public override long Stage => network.Stage;

    /// <inheritdoc/>
    public override void BeginStep(double progress)
    {
        this.progress = progress;
        network.BeginStep(progress);
    }

    /// <inheritdoc/>
    public override void BeginStep(TrainingMoment moment)
    {
        progress = moment.Progress;
        scheduled = Strength?.Invoke(moment);
        network.BeginStep(moment);
    }

    /// <inheritdoc/>
    public override Tensor Reals(Tensor real) => network.Reals(real);

    /// <inheritdoc/>
    public override Tensor Changed(Tensor sample, Func<Tensor, Tensor> change) => network.Changed(sample, change);

    /// <inheritdoc/>
    public override void Observe(Tensor realScores)
    {
        LayerInput.Present(realScores, nameof(realScores));
        if (realScores.dim() < 1 || !realScores.is_floating_point())
        {
            throw new ArgumentException(
                $"Scores must be floats [N], but were {realScores.dtype}{ShapeText.Of(realScores.shape)}.",
                nameof(realScores)
            );
        }
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
            Probability = adaptive is null ? Scheduled(samples.device) : get_buffer(Probability),
        };
        return network.Changed(
            samples,
            images => augmentations.Aggregate(images, (changed, augmentation) => augmentation.Apply(changed, context))
        );
    }

    private Tensor? Scheduled(Device device) => scheduled is { } p ? tensor((float)p, device: device) : null;
}
