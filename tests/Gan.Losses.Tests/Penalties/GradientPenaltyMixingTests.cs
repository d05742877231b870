namespace Gan.Losses.Tests.Penalties;

public sealed class GradientPenaltyMixingTests
{
    [Theory]
    [InlineData(new long[] { 64, 5 })]
    [InlineData(new long[] { 64, 3, 4, 6 })]
    public void Epsilon_is_one_number_for_a_whole_sample_and_another_for_the_next(long[] shape)
    {
        var samples = Ratios(shape, seed: 5).Chunk((int)shape[1..].Aggregate((a, b) => a * b)).ToArray();
        samples.Should().OnlyContain(sample => sample.Distinct().Count() == 1);
        samples
            .Select(sample => sample[0])
            .Should()
            .OnlyHaveUniqueItems()
            .And.OnlyContain(ratio => ratio >= 0 && ratio <= 1);
    }

    [Fact]
    public void Epsilon_is_uniform_between_0_and_1()
    {
        var sorted = Ratios([4000, 1], seed: 6).Order().ToArray();
        sorted.Should().OnlyContain(ratio => ratio >= 0 && ratio <= 1);
        // Kolmogorov-Smirnov distance to U(0, 1); 1.95/√n is exceeded by chance once in a thousand seeds
        var distance = sorted
            .Select((ratio, i) => Math.Max(Math.Abs(ratio - i / 4000.0), Math.Abs(ratio - (i + 1) / 4000.0)))
            .Max();
        distance.Should().BeLessThan(1.95 / Math.Sqrt(4000));
    }

    [Fact]
    public void Mixed_samples_lie_on_the_line_between_a_real_sample_and_its_own_fake()
    {
        using var scope = NewDisposeScope();
        var real = Tensors.Normal(1, 16, 3, 2, 2);
        var fake = Tensors.Normal(2, 16, 3, 2, 2);
        var ratio = (Mixed(real, fake, seed: 3) - fake) / (real - fake);
        var perSample = ratio.flatten(1).Values().Chunk(12).ToArray();
        perSample.Should().OnlyContain(sample => sample.Max() - sample.Min() < 1e-10);
        perSample.Select(sample => Math.Round(sample[0], 6)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Epsilon_is_a_function_of_the_given_random_numbers_and_of_nothing_else()
    {
        var first = Ratios([8, 2], seed: 11);
        rand(100).Dispose(); // the process's own stream moves on
        Ratios([8, 2], seed: 11).Should().Equal(first);
        Ratios([8, 2], seed: 12).Should().NotEqual(first);
    }

    [Fact]
    public void Penalties_of_one_update_share_the_stream_and_draw_different_numbers()
    {
        var seen = new List<double[]>();
        var w = Tensors.Make([1, 2]).requires_grad_();
        var context = Tensors.Context(
            ones(4, 2, ScalarType.Float64),
            zeros(4, 2, ScalarType.Float64),
            x =>
            {
                seen.Add(x.Values());
                return Critics.Linear(w)(x);
            }
        );
        seen.Clear();
        new GradientPenalty().Penalty(context);
        new GradientPenalty().Penalty(context);
        seen.Should().HaveCount(2);
        seen[0].Should().NotEqual(seen[1]);
    }

    private static double[] Ratios(long[] shape, int seed) =>
        Mixed(ones(shape, ScalarType.Float64), zeros(shape, ScalarType.Float64), seed).Values();

    /// <summary>What the critic is asked about.</summary>
    private static Tensor Mixed(Tensor real, Tensor fake, int seed)
    {
        Tensor? mixed = null;
        var w = ones(real.flatten(1).shape[1], ScalarType.Float64).requires_grad_();
        new GradientPenalty().Penalty(
            Tensors.Context(
                real,
                fake,
                x =>
                {
                    mixed = x.detach().clone();
                    return Critics.Linear(w)(x);
                },
                seed
            )
        );
        return mixed!;
    }
}
