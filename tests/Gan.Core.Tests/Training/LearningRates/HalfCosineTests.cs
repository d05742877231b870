namespace Gan.Tests.Training.LearningRates;

public sealed class HalfCosineTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(51, 0.55)]
    [InlineData(101, 0.1)]
    [InlineData(500, 0.1)]
    public void It_goes_from_one_factor_to_the_other_and_stays(long step, double factor) =>
        new HalfCosine(1, 0.1).Factor(step, 100).Should().BeApproximately(factor, 1e-12);

    [Fact]
    public void A_quarter_of_the_way_it_has_done_the_share_of_a_cosine() =>
        new HalfCosine(0, 1).Factor(26, 100).Should().BeApproximately((1 - Math.Sqrt(0.5)) / 2, 1e-12);

    [Fact]
    public void Settings_out_of_range_name_bound_and_value() =>
        new AdamOptions { Schedule = new HalfCosine(-1, double.NaN) }
            .Problems()
            .Should()
            .Equal("HalfCosine.From must be at least 0, but was -1.", "HalfCosine.To must be at least 0, but was NaN.");
}
