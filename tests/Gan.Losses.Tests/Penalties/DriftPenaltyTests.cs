namespace Gan.Losses.Tests.Penalties;

public sealed class DriftPenaltyTests
{
    [Fact]
    public void It_is_the_weighted_mean_square_of_real_scores()
    {
        var real = Tensors.Leaf([1, -3]);
        var fake = Tensors.Make([100, 100]);
        var context = PenaltyContext.ForDiscriminator(
            new Judged(real, fake, real, fake),
            x => x,
            new TorchSharp.torch.Generator(0)
        );
        var term = new DriftPenalty(0.1).Penalty(context);
        term.Value().Should().BeApproximately(0.1 * (1 + 9) / 2, 1e-7);
        term.backward();
        real.grad!.Values().Should().Equal([0.1, -0.3], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_weight_out_of_range_names_bound_and_value() =>
        new DriftPenalty(-1)
            .Problems()
            .Select(p => p.ToString())
            .Should()
            .Equal("Epsilon must be at least 0, but was -1.");
}
