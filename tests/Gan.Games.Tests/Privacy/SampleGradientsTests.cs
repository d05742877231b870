using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class SampleGradientsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly DiscriminatorNetwork network;
    private readonly Tensor samples;

    public SampleGradientsTests()
    {
        using var seed = new Generator(3);
        var options = new MlpOptions { DiscriminatorWidths = [7, 5], Dropout = 0 };
        network = options.Discriminator(new NetworkSpec([6], 4));
        using var _ = no_grad();
        foreach (var weight in network.parameters())
        {
            weight.copy_(randn(weight.shape, generator: seed));
        }
        samples = randn(9, 6, generator: seed);
    }

    private Tensor Score() => network.call(samples, null);

    private static Tensor Slopes(Tensor scores) => scores.sigmoid();

    /// <summary>Each sample's gradient by autograd, one after another.</summary>
    private List<Tensor[]> OneByOne()
    {
        var all = new List<Tensor[]>();
        for (var i = 0; i < 9; i++)
        {
            var loss = network.call(samples.narrow(0, i, 1), null).exp().log1p().sum(); // softplus, whose slope is σ
            all.Add([.. autograd.grad([loss], [.. new SampleGradients(network).Weights])]);
        }
        return all;
    }

    [Fact]
    public void Without_clipping_the_sum_is_the_gradient_of_the_whole_batch()
    {
        var gradients = new SampleGradients(network);
        var (sums, _) = gradients.Clipped(Score, Slopes, double.PositiveInfinity);
        var whole = autograd.grad([Score().exp().log1p().sum()], [.. gradients.Weights]);
        gradients
            .Weights.Select(weight => weight.Handle)
            .Should()
            .BeEquivalentTo(network.parameters().Select(w => w.Handle));
        foreach (var (sum, expected) in sums.Zip(whole))
        {
            sum.allclose(expected, 1e-4, 1e-5).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4.0)]
    public void Each_sample_is_clipped_by_the_norm_of_all_its_layers(double norm)
    {
        var (sums, norms) = new SampleGradients(network).Clipped(Score, Slopes, norm);
        var each = OneByOne();
        var lengths = each.ConvertAll(g => Math.Sqrt(g.Sum(part => part.square().sum().ToDouble())));
        lengths.Should().Contain(length => length > norm);
        var kept = lengths.ConvertAll(length => Math.Min(1, norm / length));
        for (var layer = 0; layer < sums.Count; layer++)
        {
            var expected = stack(each.Select((g, i) => g[layer] * kept[i])).sum([0]);
            sums[layer].allclose(expected, 1e-4, 1e-5).Should().BeTrue();
        }
        norms.max().ToDouble().Should().BeLessThanOrEqualTo(norm * (1 + 1e-5));
    }

    /// <summary>One row with such a gradient would make the sum, and so every weight, tell that it took
    /// part.</summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void A_gradient_that_is_not_finite_counts_as_none(float number)
    {
        var gradients = new SampleGradients(network);
        samples[4, 2] = number;
        var (sums, norms) = gradients.Clipped(Score, Slopes, 0.5);
        var others = cat([samples.narrow(0, 0, 4), samples.narrow(0, 5, 4)]);
        var (expected, _) = gradients.Clipped(() => network.call(others, null), Slopes, 0.5);
        foreach (var (sum, without) in sums.Zip(expected))
        {
            sum.allclose(without, 1e-4, 1e-5).Should().BeTrue();
        }
        norms[4].ToDouble().Should().Be(0);
    }

    /// <summary>Norms are known of layers that read each row once. Of others they would be too small, and clipping by
    /// them would keep no promise.</summary>
    [Fact]
    public void Layers_that_read_parts_of_rows_or_read_them_twice_are_refused()
    {
        using var layer = nn.Sequential(nn.Linear(3, 3));
        using var none = nn.Sequential(nn.ReLU());
        var gradients = new SampleGradients(layer);
        var parts = () => gradients.Clipped(() => layer.call(samples.reshape(9, 2, 3)).sum([1, 2]), Slopes, 1);
        var twice = () => gradients.Clipped(() => layer.call(layer.call(samples[.., ..3])).sum(1), Slopes, 1);
        var never = () => gradients.Clipped(() => samples.sum(1).requires_grad_(), Slopes, 1);
        var nothing = () => new SampleGradients(none).Clipped(() => samples.sum(1).requires_grad_(), Slopes, 1);
        foreach (var clip in new[] { parts, twice, never, nothing })
        {
            clip.Should().Throw<GanConfigurationException>().WithMessage("*reads each row once*CtganOptions*");
        }
    }

    [Fact]
    public void Layers_with_other_weights_are_named()
    {
        using var other = nn.Sequential(nn.Linear(3, 3), nn.LayerNorm([3]), nn.ReLU());
        SampleGradients.Foreign(other).Should().Equal("LayerNorm");
        SampleGradients.Foreign(network).Should().BeEmpty();
    }

    public void Dispose()
    {
        network.Dispose();
        scope.Dispose();
    }
}
