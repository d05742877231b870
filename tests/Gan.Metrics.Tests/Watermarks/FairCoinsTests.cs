using System.Globalization;

namespace Gan.Metrics.Tests.Watermarks;

public class FairCoinsTests
{
    [Fact]
    public void Tails_are_those_of_SciPy()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "fair_coins.csv");
        var rows = File.ReadAllLines(path).Skip(1).ToList();
        rows.Should().HaveCount(42);
        foreach (var row in rows)
        {
            var numbers = row.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var tail = FairCoins.AtLeast((int)numbers[0], (int)numbers[1]);
            (tail / numbers[2]).Should().BeApproximately(1, 1e-12, row);
        }
    }

    [Fact]
    public void More_places_tried_make_a_match_less_of_a_proof()
    {
        WatermarkEvidence.Of(64, 64, 0, 0).PValue.Should().Be(Math.Pow(2, -64));
        WatermarkEvidence.Of(64, 64, 0, 999).PValue.Should().Be(Math.Pow(2, -63));
        WatermarkEvidence.Of(64, 30, 64, 999).PValue.Should().BeApproximately(999 * Math.Pow(2, -63), 1e-30);
        WatermarkEvidence.Of(64, 30, 40, 999).PValue.Should().Be(1);
        WatermarkEvidence.Of(32, 32, 0, 0).IsFound(1e-9).Should().BeTrue();
        WatermarkEvidence.Of(32, 32, 0, 0).IsFound(1e-10).Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_none_is_refused(double rate) =>
        new WatermarkEvidence(8, 8, 0.1).Invoking(e => e.IsFound(rate)).Should().Throw<ArgumentException>();
}
