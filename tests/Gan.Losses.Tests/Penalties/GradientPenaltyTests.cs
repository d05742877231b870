namespace Gan.Losses.Tests.Penalties;

public sealed class GradientPenaltyTests
{
    [Theory]
    [InlineData(1, new long[] { 5 })]
    [InlineData(64, new long[] { 5 })]
    [InlineData(1, new long[] { 3, 4, 6 })]
    [InlineData(64, new long[] { 3, 4, 6 })]
    public void Gradient_penalty_of_a_linear_critic_is_exact_for_every_sample(int batch, long[] shape)
    {
        using var scope = NewDisposeScope();
        var w = Tensors.Normal(1, shape).requires_grad_();
        var norm = Math.Sqrt(w.Values().Sum(v => v * v));
        var expected = 10 * (norm - 1) * (norm - 1);
        var real = Tensors.Normal(2, [batch, .. shape]);
        var fake = Tensors.Normal(3, [batch, .. shape]);

        Penalty(new GradientPenalty(), real, fake, w).Should().BeApproximately(expected, 1e-12 * expected);
        for (var i = 0; i < batch; i++)
        {
            Penalty(new GradientPenalty(), real.narrow(0, i, 1), fake.narrow(0, i, 1), w)
                .Should()
                .BeApproximately(expected, 1e-12 * expected);
        }
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(0.5, 0)]
    [InlineData(0, 1)]
    [InlineData(100, 2.5)]
    public void Penalty_scales_with_lambda_and_measures_from_the_target(double lambda, double target)
    {
        var w = Tensors.Make([3, 4]).requires_grad_();
        Penalty(new GradientPenalty(lambda, target), Tensors.Normal(1, 6, 2), Tensors.Normal(2, 6, 2), w)
            .Should()
            .BeApproximately(lambda * (5 - target) * (5 - target), 1e-11);
    }

    [Fact]
    public void Samples_with_different_gradients_are_averaged_after_the_square()
    {
        double[] slopes = [0.1, 0.5, 1, 2, -3];
        var w = Tensors.Make([0.6, 0, 0.8]).requires_grad_();
        var context = Tensors.Context(Tensors.Normal(1, 5, 3), Tensors.Normal(2, 5, 3), Critics.Scaled(w, slopes));
        new GradientPenalty(Lambda: 1)
            .Penalty(context)
            .Value()
            .Should()
            .BeApproximately(slopes.Average(a => (Math.Abs(a) - 1) * (Math.Abs(a) - 1)), 1e-14);
    }

    [Fact]
    public void A_critic_that_is_flat_everywhere_gives_lambda_and_no_NaN_gradient()
    {
        var w = Tensors.Leaf([0, 0, 0]);
        var penalty = new GradientPenalty().Penalty(
            Tensors.Context(Tensors.Normal(1, 4, 3), Tensors.Normal(2, 4, 3), Critics.Linear(w))
        );
        penalty.backward();
        penalty.Value().Should().Be(10);
        w.grad!.Values().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void A_sample_with_a_gradient_of_exactly_zero_leaves_the_others_gradients_as_they_are()
    {
        double[] slopes = [0, 1, 0, 1];
        var w = Tensors.Leaf([3, 4]);
        var penalty = new GradientPenalty(Lambda: 1).Penalty(
            Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Scaled(w, slopes))
        );
        penalty.backward();
        penalty.Value().Should().BeApproximately((1 + 16 + 1 + 16) / 4.0, 1e-14);
        // of each sloping sample: 2 (‖w‖ − 1) w/‖w‖, and half of the samples slope
        PyTorch.Error(w.grad!.Values(), [4 * 3 / 5.0, 4 * 4 / 5.0]).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void Tiny_and_huge_gradients_stay_finite_in_single_precision()
    {
        foreach (var size in new[] { 1e-30, 1e-20, 1e-10, 1e15 })
        {
            var w = Tensors.Leaf([size, -size], ScalarType.Float32);
            var context = Single(Critics.Linear(w));
            var penalty = new GradientPenalty().Penalty(context);
            penalty.backward();
            double.IsFinite(penalty.Value()).Should().BeTrue();
            w.grad!.Values().Should().OnlyContain(g => double.IsFinite(g), $"the weights are ±{size}");
        }
    }

    [Fact]
    public void Result_has_the_precision_of_the_samples()
    {
        var w = Tensors.Leaf([1, 2], ScalarType.Float32);
        var context = Single(Critics.Linear(w));
        new GradientPenalty().Penalty(context).dtype.Should().Be(ScalarType.Float32);
    }

    private static PenaltyContext Single(Func<Tensor, Tensor> critic) =>
        Tensors.Context(
            Tensors.Normal(1, 4, 2).to(ScalarType.Float32),
            Tensors.Normal(2, 4, 2).to(ScalarType.Float32),
            critic
        );

    private static double Penalty(GradientPenalty penalty, Tensor real, Tensor fake, Tensor w) =>
        penalty.Penalty(Tensors.Context(real, fake, Critics.Linear(w))).Value();
}
