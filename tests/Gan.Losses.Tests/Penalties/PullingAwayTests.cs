namespace Gan.Losses.Tests.Penalties;

public sealed class PullingAwayTests
{
    [Fact]
    public void Cosines_are_those_of_samples_and_not_of_features()
    {
        // torchgan normalised over the batch axis: of these samples in one direction, it would not find cosines of 1
        var alike = Tensors.Make([1, 2, 3, 10, 20, 30, -2, -4, -6, 0.1, 0.2, 0.3], shape: [4, 3]);
        new PullingAway(Lambda: 1).Penalty(GeneratorContexts.Of(alike)).Value().Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Orthogonal_samples_cost_nothing() =>
        new PullingAway()
            .Penalty(GeneratorContexts.Of(Tensors.Make([3, 0, 0, 0, 0.1, 0, 0, 0, -7], shape: [3, 3])))
            .Value()
            .Should()
            .Be(0);

    [Fact]
    public void Pairs_are_averaged()
    {
        // cos² of the three pairs: 1/2, 0, 1/2
        var samples = Tensors.Make([1, 0, 1, 1, 0, 5], shape: [3, 2]);
        new PullingAway(Lambda: 0.1)
            .Penalty(GeneratorContexts.Of(samples))
            .Value()
            .Should()
            .BeApproximately(0.1 / 3, 1e-15);
    }

    [Fact]
    public void Gradient_is_right_by_finite_differences()
    {
        double[] samples = [1, 0.2, -0.5, 1, 0.7, 5];
        var leaf = Tensors.Leaf(samples, shape: [3, 2]);
        new PullingAway(1).Penalty(GeneratorContexts.Of(leaf)).backward();
        PyTorch
            .Error(
                leaf.grad!.Values(),
                Differences.Of(
                    samples,
                    s => new PullingAway(1).Penalty(GeneratorContexts.Of(Tensors.Make(s, shape: [3, 2]))).Value()
                )
            )
            .Should()
            .BeLessThan(1e-8);
    }

    [Fact]
    public void Features_of_exactly_zero_get_no_NaN()
    {
        var fake = Tensors.Leaf([0, 0, 1, 2], shape: [2, 2]);
        new PullingAway().Penalty(GeneratorContexts.Of(fake)).backward();
        fake.grad!.Values().Should().OnlyContain(g => double.IsFinite(g));
    }

    [Fact]
    public void A_single_sample_and_a_negative_lambda_are_refused()
    {
        var one = () => new PullingAway().Penalty(GeneratorContexts.Of(Tensors.Make([1, 2], shape: [1, 2])));
        one.Should()
            .Throw<ArgumentException>()
            .WithMessage("The pulling-away term compares samples of a batch and needs at least 2, but got 1.*");
        new PullingAway(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }
}
