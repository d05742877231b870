using System.Globalization;

namespace Gan.Games.Tests;

/// <summary>Divergences beside closed forms and numerical integration (Fixtures/make_accountant.py).</summary>
public sealed class SampledGaussianTests
{
    public static TheoryData<double, double, double, double> Integrated()
    {
        var data = new TheoryData<double, double, double, double>();
        using var stream = typeof(SampledGaussianTests).Assembly.GetManifestResourceStream("renyi.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            data.Add(cells[0], cells[1], cells[2], cells[3]);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Integrated))]
    public void Divergences_are_those_of_numerical_integration(
        double order,
        double rate,
        double noise,
        double expected
    ) => SampledGaussian.Divergence(order, rate, noise).Should().BeApproximately(expected, (1e-7 * expected) + 1e-11);

    [Theory]
    [InlineData(1.5, 0.7)]
    [InlineData(2, 1)]
    [InlineData(31, 4)]
    public void With_all_rows_it_is_the_Gaussian_mechanism(double order, double noise) =>
        SampledGaussian.Divergence(order, 1, noise).Should().BeApproximately(order / (2 * noise * noise), 1e-12);

    /// <summary>The moment of order 2 is ln(1 + q²(e^(1/σ²) − 1)), which a sum of doubles near 1 rounds away.</summary>
    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(1e-8, 1)]
    [InlineData(3e-8, 1)]
    [InlineData(0.01, 1e6)]
    public void What_is_stated_for_a_tiny_rate_is_never_less_than_what_is_spent(double rate, double noise)
    {
        var half = Math.Tanh(0.5 / (noise * noise));
        var spent = rate * rate * 2 * half / (1 - half); // e^x − 1 = 2 tanh(x/2) / (1 − tanh(x/2))
        SampledGaussian.Divergence(2, rate, noise).Should().BeInRange(spent, spent + 1e-11);
    }

    [Fact]
    public void Orders_between_whole_ones_go_on_where_these_are()
    {
        foreach (var order in new[] { 2.0, 3, 7, 20 })
        {
            var near = SampledGaussian.Divergence(order + 1e-7, 0.03, 1.1);
            near.Should().BeApproximately(SampledGaussian.Divergence(order, 0.03, 1.1), 1e-6);
        }
    }

    /// <summary>scipy.special.log_ndtr.</summary>
    [Theory]
    [InlineData(-8, 0.6931471805599453)]
    [InlineData(-0.5, 0.4190391477755597)]
    [InlineData(0.3, -0.39843005144008503)]
    [InlineData(1.9, -4.93234586278027)]
    [InlineData(2.1, -5.816010968867557)]
    [InlineData(12, -147.06071417798705)]
    [InlineData(40, -1604.2615566532743)]
    public void The_complementary_error_function_is_SciPys(double x, double expected) =>
        ErrorFunction.LogComplement(x).Should().BeApproximately(expected, 1e-12 * Math.Max(1, Math.Abs(expected)));
}
