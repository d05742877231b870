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
        Close(modes[0], -2000, 50, 1000);
        Close(modes[1], 0, 100, 3000);
        Close(modes[2], 5000, 20, 2000);

        // The prior is one observation of the whole column, of mean 1333 and variance 7.228e6: it widens a mode of n
        // numbers (Bishop 2006, equation 10.62).
        static void Close(NumberMode mode, double mean, double deviation, int count)
        {
            var prior = 7.228e6 + ((mean - 1333.3) * (mean - 1333.3));
            var widened = Math.Sqrt((deviation * deviation) + (prior / count));
            mode.Mean.Should().BeApproximately(mean, 0.05 * widened);
            mode.Deviation.Should().BeInRange(0.95 * widened, 1.05 * widened);
            mode.Weight.Should().BeApproximately(count / 6000.0, 0.001);
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
        var large = modes.Where(mode => mode.Weight > 0.01).ToList();
        large.Select(mode => Math.Round(mode.Mean)).Should().Equal(0, 20);
        large.Select(mode => Math.Round(mode.Deviation, 1)).Should().Equal(1, 1);
        large[1].Weight.Should().BeApproximately(0.2, 0.001);
    }
}
