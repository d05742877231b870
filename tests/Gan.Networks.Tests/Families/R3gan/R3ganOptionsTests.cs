using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.R3gan;

public sealed class R3ganOptionsTests
{
    // A block of C maps has 2C² + 2·9·16·C + 2C² weights and 4C biases, 2,583,552 at 768; the basis 16·C in both.
    // 256 pixels are configuration E of the paper's table 2: 23.058 and 23.010 million.
    [Theory]
    [InlineData(32, 20_732_160, 20_683_776)]
    [InlineData(64, 22_429_824, 22_381_440)]
    [InlineData(256, 23_057_952, 23_009_568)]
    public void The_paper_s_networks_have_the_paper_s_weights(long side, long generator, long discriminator)
    {
        var spec = new NetworkSpec([3, side, side], 64);
        using (var g = R3ganOptions.Paper.Generator(spec))
        {
            g.parameters().Sum(p => p.numel()).Should().Be(generator);
        }
        using (var d = R3ganOptions.Paper.Discriminator(spec))
        {
            d.parameters().Sum(p => p.numel()).Should().Be(discriminator);
        }
    }

    [Theory]
    [InlineData(4, 4, 1)]
    [InlineData(5, 7, 2)]
    [InlineData(28, 28, 1)]
    [InlineData(30, 41, 3)]
    [InlineData(64, 32, 4)]
    public void Any_sides_from_4_up_and_any_channels_go(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var options = new R3ganOptions { Maps = 8, LatentSize = 6 };
        var spec = new NetworkSpec([channels, height, width], 6);
        options.Problems(spec.Shape).Should().BeEmpty();
        var made = options.Generator(spec).call(randn(3, 6), null);
        made.shape.Should().Equal(3, channels, height, width);
        var d = options.Discriminator(spec);
        d.call(made, null).shape.Should().Equal(3);
        d.Features(made, null).shape.Should().Equal(3, d.FeatureSize);
    }

    [Fact]
    public void Groups_keep_16_channels_however_narrow_the_stages()
    {
        using var scope = NewDisposeScope();
        var g = new R3ganOptions { Maps = 24 }.Generator(new NetworkSpec([3, 128, 128], 4));
        var grouped = g.named_parameters().Where(p => p.name.EndsWith("grouped.weight")).Select(p => p.parameter);
        grouped.Select(w => w.size(1)).Should().OnlyContain(channels => channels == 16);
        grouped.Select(w => w.size(0)).Should().Equal(48, 48, 48, 48, 32, 16);
    }

    [Fact]
    public void The_smallest_weights_promised_are_there()
    {
        INetworkFamily[] families = [new R3ganOptions(), R3ganOptions.Paper with { Maps = 64 }];
        foreach (var family in families)
        {
            var spec = new NetworkSpec([1, 28, 28], 64);
            using var g = family.Generator(spec);
            using var d = family.Discriminator(spec);
            var least = (family.LeastGeneratorWeights(spec), family.LeastDiscriminatorWeights(spec));
            ((double)g.parameters().Sum(p => p.numel())).Should().BeGreaterThanOrEqualTo(least.Item1);
            ((double)d.parameters().Sum(p => p.numel())).Should().BeGreaterThanOrEqualTo(least.Item2);
            least.Item1.Should().BeGreaterThan(1000);
        }
    }
}
