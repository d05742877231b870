using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public class ClassHistogramTests
{
    [Fact]
    public void NumPy_counts_the_same() // Fixtures/make.py
    {
        using var p = Fixture.Probabilities();
        var histogram = ClassHistogram.Of(p);
        histogram.Counts.Should().Equal(4, 6, 7, 11, 5, 10, 7);
        histogram.Total.Should().Be(50);
        histogram.DivergenceFromUniform.Should().BeApproximately(0.053654440417473574, 1e-12);
    }

    [Fact]
    public void Shares_sum_to_one_and_name_the_rarest_class()
    {
        using var p = Fixture.Probabilities();
        var histogram = ClassHistogram.Of(p);
        histogram.Shares.Sum().Should().BeApproximately(1, 1e-12);
        histogram.Smallest.Should().Be(0.08);
        histogram.ToString().Should().StartWith("0: 8.0 % 1: 12.0 % 2: 14.0 %");
    }

    [Fact]
    public void Balanced_classes_have_no_divergence_and_a_single_one_has_the_largest()
    {
        using var _ = NewDisposeScope();
        ClassHistogram.Of(eye(4).repeat(5, 1)).DivergenceFromUniform.Should().BeApproximately(0, 1e-12);
        var collapsed = ClassHistogram.Of(eye(4)[2].repeat(5, 1));
        collapsed.DivergenceFromUniform.Should().BeApproximately(Math.Log(4), 1e-12);
        collapsed.Smallest.Should().Be(0);
    }
}
