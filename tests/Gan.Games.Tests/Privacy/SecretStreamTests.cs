namespace Gan.Games.Tests;

public sealed class SecretStreamTests
{
    private static readonly long[] Key = SecretStream.Key(7);

    private static float[] Draw(long update)
    {
        using var stream = new SecretStream(Key, update);
        return stream.Normal(100_001);
    }

    [Fact]
    public void Numbers_are_a_function_of_key_and_update()
    {
        Draw(3).Should().Equal(Draw(3)).And.NotEqual(Draw(4));
        SecretStream.Key(7).Should().Equal(Key).And.NotEqual(SecretStream.Key(8));
        SecretStream.Key(null).Should().NotEqual(SecretStream.Key(null));
    }

    [Fact]
    public void They_are_normal()
    {
        var numbers = Draw(0).Select(number => (double)number).ToArray();
        numbers.Average().Should().BeApproximately(0, 0.015);
        numbers.Average(x => x * x).Should().BeApproximately(1, 0.02);
        numbers.Average(x => Math.Pow(x, 4)).Should().BeApproximately(3, 0.15);
        numbers.Average(x => Math.Abs(x) > 1.959964 ? 1 : 0).Should().BeApproximately(0.05, 0.004);
        numbers.Zip(numbers.Skip(1)).Average(pair => pair.First * pair.Second).Should().BeApproximately(0, 0.015);
    }

    /// <summary>Poisson sampling: the number of rows is binomial, and each takes part as often as any other.</summary>
    [Fact]
    public void Each_row_takes_part_on_its_own()
    {
        var counts = new List<double>();
        var first = 0;
        for (var update = 0; update < 2000; update++)
        {
            using var stream = new SecretStream(Key, update);
            var rows = stream.Rows(100, 0.2);
            counts.Add(rows.Length);
            first += rows.Contains(0) ? 1 : 0;
        }
        counts.Average().Should().BeApproximately(20, 0.4);
        var mean = counts.Average();
        counts.Average(count => (count - mean) * (count - mean)).Should().BeApproximately(16, 2);
        first.Should().BeInRange(330, 470);
    }
}
