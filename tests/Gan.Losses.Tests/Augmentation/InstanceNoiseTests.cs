namespace Gan.Losses.Tests.Augmentation;

public sealed class InstanceNoiseTests
{
    [Theory]
    [InlineData(1, 0, 0.2)]
    [InlineData(1, 0.25, 0.15)]
    [InlineData(1, 1, 0)]
    [InlineData(0.5, 0.25, 0.1)]
    [InlineData(0.5, 0.75, 0)]
    public void Standard_deviation_falls_linearly_to_the_end(double end, double progress, double expected)
    {
        var noise = new InstanceNoise(Sigma: 0.2, End: end);
        noise.At(progress).Should().BeApproximately(expected, 1e-15);
        var values = noise.Apply(zeros(20_000, 2, ScalarType.Float64), progress: progress).Values();
        // standard error 0.35 %
        Math.Sqrt(values.Average(v => v * v)).Should().BeApproximately(expected, 0.02 * expected);
        values.Average().Should().BeApproximately(0, 0.01);
    }

    [Fact]
    public void Without_noise_samples_stay_bit_for_bit()
    {
        var samples = Tensors.Normal(1, 5, 3);
        new InstanceNoise(Sigma: 0).Apply(samples).Values().Should().Equal(samples.Values());
        new InstanceNoise().Apply(samples, progress: 1).Values().Should().Equal(samples.Values());
    }

    [Fact]
    public void Samples_of_any_shape_get_noise_in_each_entry() =>
        new InstanceNoise().Apply(zeros(3, 2, ScalarType.Float64)).Values().Should().OnlyHaveUniqueItems();

    [Fact]
    public void Gradient_passes_as_it_is()
    {
        var samples = Tensors.Leaf([1, 2, 3]);
        new InstanceNoise().Apply(samples).sum().backward();
        samples.grad!.Values().Should().Equal(1, 1, 1);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new InstanceNoise(-0.1).Problems().Should().Equal("Sigma must be at least 0, but was -0.1.");
        new InstanceNoise(End: 0).Problems().Should().Equal("End must be greater than 0, but was 0.");
        new InstanceNoise(End: 1.5).Problems().Should().Equal("End must be at most 1, but was 1.5.");
    }
}
