using Gan.Data;
using Gan.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Building.Rules;

/// <summary>Advice on what cannot go together, by its text.</summary>
public sealed class CombinationRulesTests
{
    private static GanBuilder Good => Tiny.Builder();

    private static ConditionedDataset Vectors() => new(Tiny.Images(), new float[32, 3]);

    public static TheoryData<string, Func<GanBuilder>> Rules =>
        new()
        {
            { "WithPacking: samples must be at least 1, but was 0.", () => Good.WithPacking(0) },
            {
                "A pack of 16 samples is larger than BatchSize 8. Take a smaller pack or a larger batch.",
                () => Good.WithPacking(16)
            },
            {
                "BatchSize 8 is not a multiple of the pack's 3 samples. Take BatchSize 6 or 9.",
                () => Good.WithPacking(3)
            },
            {
                "ProjectionConditioning reads each sample's features, but packing judges 2 samples together. "
                    + "Leave WithPacking out, or use LabelConcatenation or LabelEmbedding.",
                () => Good.WithConditioning(new ProjectionConditioning()).WithPacking(2)
            },
            {
                "ProjectionConditioning(Size: 0) leaves the label to the generator, but DcganOptions makes one that "
                    + "does not read it. Use ProjectionConditioning(), or networks with conditional normalisation.",
                () => Good.WithConditioning(new ProjectionConditioning(Size: 0))
            },
            {
                "WithAdaptiveStrength adapts augmentations, but none is there that adapts. "
                    + "Add one: AddAugmentation(new AdaptivePolicy()).",
                () => Good.WithAdaptiveStrength()
            },
            {
                "WithAdaptiveStrength reads the sign of real scores as overfitting, "
                    + "but the scores of a WassersteinLoss have no zero.",
                () => Good.WithWgangp().AddAugmentation(new InstanceNoise()).WithAdaptiveStrength()
            },
            {
                "WithScheduledStrength sets the strength of augmentations, but none is there that adapts. "
                    + "Add one: AddAugmentation(new AdaptivePolicy()).",
                () => Good.WithScheduledStrength(0.5)
            },
            {
                "WithScheduledStrength and WithAdaptiveStrength both set the strength of the augmentations. "
                    + "Leave one out.",
                () => Good.AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength().WithScheduledStrength(0.5)
            },
            {
                "ScheduledStrength.Probability must be in [0, 1], but was 2.",
                () => Good.AddAugmentation(new AdaptivePolicy()).WithScheduledStrength(2)
            },
            { "WithDiscriminators: count must be at least 1, but was -1.", () => Good.WithDiscriminators(-1) },
            {
                "MultipleDiscriminatorLoss weighs several discriminators, but there is one. "
                    + "Add WithDiscriminators(2) or more, or take the inner loss.",
                () => Good.WithLoss(new MultipleDiscriminatorLoss(new HingeLoss()))
            },
            {
                "AuxiliaryClassifier takes labels, but the data set 'tiny' has vectors of 3 numbers. "
                    + "Use VectorConcatenation(3).",
                () => Tiny.Builder(Vectors()).WithConditioning(new AuxiliaryClassifier())
            },
            {
                "VectorConcatenation takes vectors, but the data set 'tiny' has labels.",
                () => Good.WithConditioning(new VectorConcatenation(3))
            },
            {
                "VectorConcatenation.Size is 2, but the data set 'tiny' has vectors of 3 numbers. Make them equal.",
                () => Tiny.Builder(Vectors()).WithConditioning(new VectorConcatenation(2))
            },
            {
                "LabelFlipping.Share 0.01 of 8 scores is less than half a score, so that nothing would be flipped. "
                    + "Take a larger share or batch.",
                () => Good.WithLoss(new LabelFlipping(new HingeLoss(), 0.01))
            },
            {
                "ProjectionConditioning reads the discriminator's features, but the discriminator gives none. "
                    + "Use one of the library's networks, or override FeatureSize, Features and Score.",
                () =>
                    Good.WithNetworks(
                            s => new DcganOptions { FeatureMaps = 4 }.Generator(s),
                            s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), Linear(s.Size, 1)))
                        )
                        .WithConditioning(new ProjectionConditioning())
            },
            {
                "Loss, penalties and networks do not go together: * gives no features.",
                () =>
                    Good.WithNetworks(
                            s => new DcganOptions { FeatureMaps = 4 }.Generator(s),
                            s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), Linear(s.Size, 1)))
                        )
                        .AddGeneratorPenalty(new FeatureMatching())
            },
            {
                "The discriminator's objective must be a scalar, but has shape [2]. "
                    + "Let the loss and each penalty end in mean() or sum().",
                () => Good.WithLoss(new Unreduced())
            },
            {
                "WithAdaptiveStrength adapts augmentations, but none is there that adapts.",
                () => Good.WithHinge().AddAugmentation(new DiffAugment()).WithAdaptiveStrength()
            },
            {
                "the scores of a RelativisticPairedLoss have no zero. Use WithVanilla() or WithHinge()",
                () => Good.WithR3gan().AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength()
            },
            {
                "the targets of this LeastSquaresLoss do not lie around zero. "
                    + "Use WithLsgan(LeastSquaresLoss.MinusOneOneZero)",
                () => Good.WithLsgan().AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength()
            },
            {
                "AdaptiveStrength.Start 0.5 is above Most 0.1. Start lower or raise Most.",
                () =>
                    Good.WithHinge()
                        .AddAugmentation(new AdaptivePolicy())
                        .WithAdaptiveStrength(new(Start: 0.5, Most: 0.1))
            },
            {
                "ProjectionConditioning has one head on the features of all 2 discriminators, "
                    + "which would no longer be independent.",
                () => Good.WithDiscriminators(2).WithConditioning(new ProjectionConditioning())
            },
            {
                "InfoGanCodes needs at least one code, but Categorical and Continuous are both 0.",
                () => Good.WithConditioning(new InfoGanCodes(0, 2, 0))
            },
            { "every must be at least 1, but was 0.", () => Good.AddGeneratorPenalty(new ModeSeeking(), every: 0) },
            {
                "DiscriminatorWarmUp must be at least 0, but was -1.",
                () => Good.WithTraining(new() { BatchSize = 8, DiscriminatorWarmUp = -1 })
            },
            {
                "AdamOptions.ClipNorm must be greater than 0, but was 0.",
                () => Good.WithOptimizers(new AdamOptions { ClipNorm = 0 })
            },
            {
                "AdamOptions.ClipValue must be greater than 0, but was -1.",
                () => Good.WithOptimizers(new AdamOptions { ClipValue = -1 })
            },
        };

    private sealed record Unreduced : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => fake - real;

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_cannot_go_together_is_named_with_its_remedy(string text, Func<GanBuilder> builder) =>
        FluentActions
            .Invoking(() => builder().Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage($"*{text}*");
}
