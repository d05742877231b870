namespace Gan.Data.Tests.Tables;

public sealed class ModeFitTests
{
    [Fact]
    public void Three_peaks_are_three_modes_in_the_columns_own_unit()
    {
        var random = new SplitMix64(5);
        var numbers = new List<double>();
        foreach (var (mean, deviation, count) in new[] { (-2000, 50.0, 1000), (0, 100, 3000), (5000, 20, 2000) })
        {
            for (var i = 0; i < count; i++)
            {
                numbers.Add(mean + (deviation * random.Normals().X));
            }
        }

        var modes = ModeFit.Fit(numbers, 10);
        modes.Should().HaveCount(3);
        Close(modes[0], -2000, 50, 1 / 6.0);
        Close(modes[1], 0, 100, 3 / 6.0);
        Close(modes[2], 5000, 20, 2 / 6.0);

        // Each is known from at least a thousand numbers: 0.05 σ is more than one and a half standard errors. A narrow
        // mode is a little wider than it is, since the prior is one observation of the whole column's spread.
        static void Close(NumberMode mode, double mean, double deviation, double weight)
        {
            mode.Mean.Should().BeApproximately(mean, 0.05 * Math.Max(deviation, 100));
            mode.Deviation.Should()
                .BeInRange(0.9 * deviation, 1.1 * Math.Sqrt((deviation * deviation) + (3000 * 3000 / 2000.0)));
            mode.Weight.Should().BeApproximately(weight, 0.01);
        }
    }

    [Fact]
    public void Equal_numbers_are_one_mode_without_width() =>
        ModeFit.Fit([7, 7, 7], 10).Should().Equal(new NumberMode(1, 7, 0));

    [Fact]
    public void Two_values_are_the_means_of_their_modes()
    {
        double[] numbers = [.. Enumerable.Repeat(0.0, 700), .. Enumerable.Repeat(1.0, 300)];
        var modes = ModeFit.Fit(numbers, 10);
        modes.Select(mode => Math.Round(mode.Mean, 2)).Should().Equal(0, 1);
        modes.Select(mode => Math.Round(mode.Weight, 2)).Should().Equal(0.7, 0.3);
    }

    [Fact]
    public void Many_numbers_have_the_modes_of_their_quantiles()
    {
        var random = new SplitMix64(6);
        double[] numbers = [.. Enumerable.Range(0, 50_000).Select(i => random.Normals().X + (i % 5 == 0 ? 20 : 0))];
        var modes = ModeFit.Fit(numbers, 10);
        modes.Should().HaveCount(2);
        modes.Select(mode => Math.Round(mode.Mean)).Should().Equal(0, 20);
        modes[1].Weight.Should().BeApproximately(0.2, 0.001);
    }
}
