namespace Gan.Losses.Tests.Penalties;

/// <summary>What gradient penalties do with packs of samples (PacGAN).</summary>
public sealed class PackedPenaltyTests
{
    [Fact]
    public void Epsilon_is_one_number_for_a_whole_pack_and_another_for_the_next()
    {
        double[] mixed = [];
        var w = Tensors.Leaf([1, 1, 1]);
        new GradientPenalty().Penalty(
            Tensors.Context(
                ones(12, 1, ScalarType.Float64),
                zeros(12, 1, ScalarType.Float64),
                x =>
                {
                    mixed = x.Values();
                    return x.reshape(4, 3).matmul(w);
                }
            )
        );
        mixed.Chunk(3).Should().OnlyContain(pack => pack.Distinct().Count() == 1);
        mixed.Distinct().Should().HaveCount(4);
    }

    [Fact]
    public void The_slope_of_1_is_that_of_the_pack()
    {
        var w = Tensors.Leaf([0.48, 0.64, 0, 0.6]);
        new GradientPenalty()
            .Penalty(Tensors.Context(Tensors.Normal(1, 8, 2), Tensors.Normal(2, 8, 2), x => x.reshape(4, 4).matmul(w)))
            .Value()
            .Should()
            .BeApproximately(0, 1e-28);
    }

    [Fact]
    public void Scores_that_do_not_divide_the_batch_are_refused()
    {
        var w = Tensors.Leaf([1, 2]);
        var penalise = () =>
            new GradientPenalty().Penalty(
                Tensors.Context(
                    Tensors.Normal(1, 4, 2),
                    Tensors.Normal(2, 4, 2),
                    x => Critics.Linear(w)(x).narrow(0, 0, 3)
                )
            );
        penalise
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The critic must give one score for each of 4 samples, but gave the shape [3].*");
    }
}
