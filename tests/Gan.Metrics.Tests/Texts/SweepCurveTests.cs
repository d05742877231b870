namespace Gan.Metrics.Tests.Texts;

public sealed class SweepCurveTests
{
    [Fact]
    public void It_measures_what_is_written_at_each_temperature()
    {
        var curve = SweepCurve.Of(
            "writer",
            temperature =>
                [
                    [(long)(10 * temperature)],
                ],
            texts => texts[0][0] / 2.0,
            texts => -texts[0][0],
            [0.5, 1]
        );
        curve.Name.Should().Be("writer");
        curve.Points.Should().Equal(new SweepPoint(0.5, 2.5, -5), new SweepPoint(1, 5, -10));
    }

    [Fact]
    public void A_temperature_is_greater_than_zero()
    {
        var cold = () =>
            SweepCurve.Of(
                "writer",
                _ =>
                    [
                        [1],
                    ],
                _ => 0,
                _ => 0,
                [0]
            );
        cold.Should().Throw<ArgumentOutOfRangeException>();
    }
}
