namespace Gan.Losses.Tests;

public sealed class LeastSquaresLossTests
{
    [Fact]
    public void Presets_are_those_of_the_paper()
    {
        LeastSquaresLoss.ZeroOneOne.Should().Be(new LeastSquaresLoss(A: 0, B: 1, C: 1));
        LeastSquaresLoss.MinusOneOneZero.Should().Be(new LeastSquaresLoss(A: -1, B: 1, C: 0));
        new LeastSquaresLoss().Should().Be(LeastSquaresLoss.ZeroOneOne);
    }

    [Fact]
    public void Half_of_the_mean_square_distance_to_the_targets()
    {
        var loss = new LeastSquaresLoss(A: -2, B: 3, C: 5);
        var real = Tensors.Make([1, 4]);
        var fake = Tensors.Make([0, 2]);
        loss.Discriminator(real, fake).Value().Should().Be(0.5 * (4 + 1) / 2 + 0.5 * (4 + 16) / 2);
        loss.Generator(fake, () => real).Value().Should().Be(0.5 * (25 + 9) / 2);
    }

    [Fact]
    public void Loss_is_zero_at_the_targets()
    {
        foreach (var loss in new[] { LeastSquaresLoss.ZeroOneOne, LeastSquaresLoss.MinusOneOneZero })
        {
            loss.Discriminator(Tensors.Make([loss.B]), Tensors.Make([loss.A])).Value().Should().Be(0);
            loss.Generator(Tensors.Make([loss.C]), () => null!).Value().Should().Be(0);
        }
    }

    [Fact]
    public void Targets_must_be_finite()
    {
        new LeastSquaresLoss(B: double.NaN).Problems().Should().Equal("B must be finite, but was NaN.");
        (LeastSquaresLoss.ZeroOneOne with { C = double.PositiveInfinity })
            .Problems()
            .Should()
            .Equal("C must be finite, but was Infinity.");
    }
}
