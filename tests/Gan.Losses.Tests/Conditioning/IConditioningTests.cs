using static TorchSharp.torch.nn;

namespace Gan.Losses.Tests.Conditioning;

public sealed class IConditioningTests
{
    /// <summary>Nothing but what must be written.</summary>
    private sealed class Least : IConditioning
    {
        public long LatentSize(ConditionSpec condition) => condition.Width;

        public long[] DiscriminatorShape(long[] sampleShape, ConditionSpec condition) => sampleShape;

        public Module<Tensor, Tensor, Tensor> GeneratorEncoder(ConditionSpec condition) =>
            new LabelConcatenation().GeneratorEncoder(condition);

        public Module<Tensor, Tensor, Tensor> DiscriminatorEncoder(long[] sampleShape, ConditionSpec condition) =>
            new LabelConcatenation().DiscriminatorEncoder(sampleShape, condition);
    }

    private readonly IConditioning least = new Least();

    [Fact]
    public void The_condition_of_the_data_is_the_networks_own_unless_another_is_given()
    {
        least.Condition(ConditionSpec.Labels(3)).Should().Be(ConditionSpec.Labels(3));
        least.Condition(ConditionSpec.None).IsNone.Should().BeTrue();
        ((IConditioning)new InfoGanCodes()).Condition(ConditionSpec.Labels(3)).Kind.Should().Be(ConditionKind.Code);
    }

    [Fact]
    public void One_without_heads_adds_no_term_and_reads_no_features()
    {
        least.ReadsFeatures.Should().BeFalse();
        least.ScoreHead(4, ConditionSpec.Labels(3)).Should().BeNull();
        least.AuxiliaryHead(4, ConditionSpec.Labels(3)).Should().BeNull();
        least.DiscriminatorTerm.Should().BeNull();
        least.GeneratorTerm.Should().BeNull();
    }

    [Fact]
    public void One_that_says_nothing_is_not_taken_for_samplewise_and_has_no_problems()
    {
        least.IsSamplewise.Should().BeFalse();
        least.Problems().Should().BeEmpty();
        least.Problems("ring", ConditionSpec.Vectors(2)).Should().BeEmpty();
        least.Describe().Should().Contain(nameof(Least));
    }

    [Fact]
    public void One_that_draws_nothing_says_where_its_conditions_come_from()
    {
        using var random = new torch.Generator(1);
        least
            .Invoking(c => c.Draw(2, random))
            .Should()
            .Throw<NotSupportedException>()
            .WithMessage("Least takes its conditions from the data.");
    }
}
