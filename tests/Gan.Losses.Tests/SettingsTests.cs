namespace Gan.Losses.Tests;

/// <summary>A setting out of range is no error where the record is made: Problems lists it, and the first use without a
/// trainer throws all of them at once (docs/decisions/0021).</summary>
public sealed class SettingsTests
{
    private static readonly PenaltyContext Context = Tensors.Context(
        Tensors.Normal(1, 4, 2),
        Tensors.Normal(2, 4, 2),
        x => x.sum(1)
    );

    [Fact]
    public void A_penalty_by_hand_throws_all_problems_at_its_first_use()
    {
        var penalty = new GradientPenalty(Lambda: -1, Target: double.NaN);
        penalty
            .Problems()
            .Should()
            .Equal("Lambda must be at least 0, but was -1.", "Target must be at least 0, but was NaN.");
        var use = () => penalty.Penalty(Context);
        use.Should().Throw<GanConfigurationException>().Which.Details.Should().Equal(penalty.Problems());
    }

    [Fact]
    public void A_loss_a_constraint_an_augmentation_and_a_conditioning_do_so_too()
    {
        var scores = Tensors.Make([1, 2]);
        Action[] uses =
        [
            () => new LeastSquaresLoss(double.NaN).Discriminator(scores, scores),
            () => new LeastSquaresLoss(double.NaN).Generator(scores, () => scores),
            () => new LabelFlipping(new LeastSquaresLoss(double.NaN)).Generator(scores, () => scores),
            () => new LabelSmoothing(new HingeLoss()).Discriminator(scores, scores),
            () => new MultipleDiscriminatorLoss(new HingeLoss(), -1).Generator(scores, () => scores),
            () => new RelativisticPairedLoss((RelativisticForm)9).Generator(scores, () => scores),
            () => new RelativisticAverageLoss((RelativisticForm)9).Discriminator(scores, scores),
            () => new WeightClipping(0).Apply([]),
            () => new InstanceNoise(End: 2).Apply(scores, new AugmentationContext(Context.Random)),
            () => new LabelEmbedding(0).LatentSize(ConditionSpec.Labels(2)),
            () => new LabelEmbedding(0).DiscriminatorShape([2], ConditionSpec.Labels(2)),
            () => new ProjectionConditioning(-1).GeneratorEncoder(ConditionSpec.Labels(2)),
            () => new AuxiliaryClassifier(-1).AuxiliaryHead(3, ConditionSpec.Labels(2)),
            () => new VectorConcatenation(0).LatentSize(ConditionSpec.None),
            () => new InfoGanCodes(Categories: 1).LatentSize(ConditionSpec.None),
        ];
        foreach (var use in uses)
        {
            use.Should().Throw<GanConfigurationException>().Which.Problems.Should().ContainSingle();
        }
    }

    [Fact]
    public void What_is_inside_is_judged_with_what_is_around_it()
    {
        new LabelFlipping(new MultipleDiscriminatorLoss(new HingeLoss(), -1), 0.7)
            .Problems()
            .Should()
            .Equal("Share must be at most 0.5, but was 0.7.", "Lambda must be at least 0, but was -1.");
        new BalancedConsistency(new InstanceNoise(-1)).Problems().Should().ContainSingle();
    }
}
