using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.Stopping;

public sealed class PlateauStoppingTests
{
    private static Dictionary<string, double> Scores(double gap) => new() { ["score/real"] = gap, ["score/fake"] = 0 };

    private static long StopsAt(PlateauStopping rule, Func<long, double> gap, int steps = 100)
    {
        var memory = new Dictionary<string, double>();
        for (long i = 1; i <= steps; i++)
        {
            if (
                rule.Stop(new(i, steps, Scores(gap(i)), 1, default, default, new Dictionary<string, double>()), memory)
                is not null
            )
            {
                return i;
            }
        }
        return 0;
    }

    [Fact]
    public void A_value_that_stays_put_ends_the_training_after_the_patience() =>
        StopsAt(new PlateauStopping(Window: 10, Patience: 2), _ => 5)
            .Should()
            .Be(30, "the first window sets the level, two more do not change it");

    [Fact]
    public void Noise_around_a_level_is_no_change() =>
        StopsAt(new PlateauStopping(Window: 10, Patience: 2), i => 5 + (i % 2 == 0 ? 1 : -1)).Should().Be(30);

    [Fact]
    public void A_value_that_falls_goes_on() =>
        StopsAt(new PlateauStopping(Window: 10, Patience: 2), i => 100 - i).Should().Be(0);

    [Theory]
    [InlineData(0, 1, 0.1, "PlateauStopping.Window must be at least 1, but was 0.")]
    [InlineData(1, 0, 0.1, "PlateauStopping.Patience must be at least 1, but was 0.")]
    [InlineData(1, 1, -0.1, "PlateauStopping.MinChange must be at least 0, but was -0.1.")]
    public void A_setting_out_of_range_gives_bound_and_value(int window, int patience, double change, string problem) =>
        new PlateauStopping(default, window, patience, change).Problems([]).Should().Equal(problem);
}
