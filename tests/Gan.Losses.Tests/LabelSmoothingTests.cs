namespace Gan.Losses.Tests;

public sealed class LabelSmoothingTests
{
    [Fact]
    public void Without_smoothing_the_loss_is_the_inner_one()
    {
        var real = Tensors.Make([0.2, -3, 30]);
        var fake = Tensors.Make([1.5, 4, -30]);
        new LabelSmoothing(new NonSaturatingLoss(), Real: 1)
            .Discriminator(real, fake)
            .Value()
            .Should()
            .Be(new NonSaturatingLoss().Discriminator(real, fake).Value());
    }

    [Fact]
    public void The_optimum_of_a_real_score_is_the_logit_of_its_target()
    {
        var real = Tensors.Leaf([Math.Log(0.9 / 0.1)]);
        new LabelSmoothing(new NonSaturatingLoss()).Discriminator(real, Tensors.Make([0])).backward();
        real.grad!.Values()[0].Should().BeApproximately(0, 1e-16);
    }

    [Fact]
    public void The_generators_objective_is_the_inner_losss()
    {
        var fake = Tensors.Make([0.3, -1]);
        foreach (var inner in new IGanLoss[] { new NonSaturatingLoss(), new MinimaxLoss() })
        {
            new LabelSmoothing(inner)
                .Generator(fake, () => fake)
                .Value()
                .Should()
                .Be(inner.Generator(fake, () => fake).Value());
        }
    }

    [Fact]
    public void Losses_without_cross_entropy_are_refused_with_the_remedy()
    {
        new LabelSmoothing(new HingeLoss())
            .Problems()
            .Should()
            .Equal(
                "Label smoothing changes the targets of a binary cross-entropy, and HingeLoss has none. Use "
                    + "NonSaturatingLoss or MinimaxLoss."
            );
        new LabelSmoothing(new LeastSquaresLoss())
            .Problems()
            .Should()
            .Equal(
                "LeastSquaresLoss has targets of its own: write new LeastSquaresLoss(B: 0.9) instead of "
                    + "LabelSmoothing."
            );
        var none = () => new LabelSmoothing(null!);
        none.Should().Throw<ArgumentNullException>().WithParameterName("Inner");
    }

    [Fact]
    public void Targets_out_of_range_are_refused_with_bound_and_value()
    {
        new LabelSmoothing(new MinimaxLoss(), Real: 1.1)
            .Problems()
            .Should()
            .Equal("Real must be at most 1, but was 1.1.");
        (new LabelSmoothing(new MinimaxLoss()) with { Real = 0.4 })
            .Problems()
            .Should()
            .Equal("Real must be at least 0.5, but was 0.4.");
        new LabelSmoothing(new MinimaxLoss(), Fake: -0.1)
            .Problems()
            .Should()
            .Equal("Fake must be at least 0, but was -0.1.");
    }
}
