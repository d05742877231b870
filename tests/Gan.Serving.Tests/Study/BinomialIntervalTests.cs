using System.Globalization;
using Gan.Serving.Study;

namespace Gan.Serving.Tests.Study;

/// <summary>Intervals against SciPy's, of Fixtures/intervals.py.</summary>
public sealed class BinomialIntervalTests
{
    public static TheoryData<string> Rows =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Study/Fixtures/intervals.csv")).Skip(1)];

    [Theory, MemberData(nameof(Rows))]
    public void They_are_those_of_SciPy(string row)
    {
        var numbers = row.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var count = (long)numbers[0];
        var of = (long)numbers[1];
        var wilson = BinomialInterval.Wilson(count, of);
        var exact = BinomialInterval.ClopperPearson(count, of);
        wilson.Low.Should().BeApproximately(numbers[2], 1e-12);
        wilson.High.Should().BeApproximately(numbers[3], 1e-12);
        exact.Low.Should().BeApproximately(numbers[4], 1e-9);
        exact.High.Should().BeApproximately(numbers[5], 1e-9);
    }
}
