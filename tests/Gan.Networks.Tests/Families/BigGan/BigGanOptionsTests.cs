using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.BigGan;

public sealed class BigGanOptionsTests
{
    // BigGAN-PyTorch prints these numbers for ch = 96 and 1,000 classes; together 158.4 million, and table 1 of the
    // paper has 158.3. Orthogonal starts at full width take half a minute, so the polynomial in ch is read off three
    // narrow networks.
    [Fact]
    public void The_paper_s_networks_for_128_pixels_have_the_weights_of_its_author_s_code()
    {
        BigGanOptions.Paper.GeneratorMaps.Should().Be(96);
        BigGanOptions.Paper.DiscriminatorMaps.Should().Be(96);
        long[] narrow = [8, 16, 24];
        var counts = narrow.Select(maps =>
        {
            var plan = new NetworkPlan
            {
                Family = BigGanOptions.Paper with { GeneratorMaps = maps, DiscriminatorMaps = maps },
                SampleShape = [3, 128, 128],
                DataCondition = ConditionSpec.Labels(1000),
                Conditioning = new ProjectionConditioning(Size: 0),
            };
            using var g = plan.MakeGenerator();
            using var d = plan.MakeDiscriminator();
            return (G: g.parameters().Sum(p => p.numel()), D: d.parameters().Sum(p => p.numel()));
        });
        var all = counts.ToList();
        At(96, narrow, [.. all.Select(c => c.G)]).Should().Be(70_433_988);
        At(96, narrow, [.. all.Select(c => c.D)]).Should().Be(87_982_370);
    }

    // Newton's differences for equal distances
    private static long At(long x, long[] nodes, long[] values)
    {
        var first = values[1] - values[0];
        var second = values[2] - 2 * values[1] + values[0];
        var t = (x - nodes[0]) / (nodes[1] - nodes[0]);
        return values[0] + t * first + t * (t - 1) / 2 * second;
    }

    // Four halvings: 16·ch at 4x4 down to 2·ch at the image, and back.
    [Fact]
    public void Widths_are_those_of_the_paper_at_every_size()
    {
        using var scope = NewDisposeScope();
        var options = new BigGanOptions
        {
            GeneratorMaps = 1,
            DiscriminatorMaps = 1,
            LatentSize = 840,
        };
        Widths(options, 32).Should().Be("4 4 4 | 4 4 4 4");
        Widths(options, 64).Should().Be("16 8 4 2 | 1 2 4 8 16");
        Widths(options, 128).Should().Be("16 8 4 2 1 | 1 2 4 8 16 16");
        Widths(options, 256).Should().Be("16 8 8 4 2 1 | 1 2 4 8 8 16 16");
        Widths(options, 512).Should().Be("16 8 8 4 2 1 1 | 1 1 2 4 8 8 16 16");
    }

    [Theory]
    [InlineData(8, 8, 1)]
    [InlineData(9, 13, 2)]
    [InlineData(28, 28, 1)]
    [InlineData(50, 33, 3)]
    [InlineData(64, 96, 4)]
    public void Any_sides_from_8_up_and_any_channels_go(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var options = new BigGanOptions
        {
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            LatentSize = 60,
        };
        var spec = new NetworkSpec([channels, height, width], 60);
        options.Problems(spec.Shape).Should().BeEmpty();
        var made = options.Generator(spec).call(randn(3, 60), null);
        made.shape.Should().Equal(3, channels, height, width);
        made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        var d = options.Discriminator(spec);
        d.call(made, null).shape.Should().Equal(3);
        d.Features(made, null).shape.Should().Equal(3, d.FeatureSize);
    }

    [Fact]
    public void The_smallest_weights_promised_are_there()
    {
        var spec = new NetworkSpec([1, 28, 28], 120, ConditionSpec.Labels(10));
        INetworkFamily[] families =
        [
            new BigGanOptions(),
            BigGanOptions.Cifar with
            {
                GeneratorMaps = 4,
                LatentSize = 120,
            },
        ];
        foreach (var family in families)
        {
            var least = (family.LeastGeneratorWeights(spec), family.LeastDiscriminatorWeights(spec));
            ((double)Weights(family, spec, generator: true)).Should().BeGreaterThanOrEqualTo(least.Item1);
            ((double)Weights(family, spec, generator: false)).Should().BeGreaterThanOrEqualTo(least.Item2);
            least.Item1.Should().BeGreaterThan(1000);
        }
    }

    private static long Weights(INetworkFamily family, NetworkSpec spec, bool generator)
    {
        using var scope = NewDisposeScope();
        nn.Module network = generator ? family.Generator(spec) : family.Discriminator(spec);
        return network.parameters().Sum(p => p.numel());
    }

    private static string Widths(BigGanOptions options, long side)
    {
        var spec = new NetworkSpec([3, side, side], 840);
        var all = new nn.Module[] { options.Generator(spec), options.Discriminator(spec) };
        var widths = all.Select(network =>
            string.Join(
                " ",
                network
                    .named_parameters()
                    .Where(p => p.name.EndsWith("conv2.weight", StringComparison.Ordinal))
                    .Select(p => p.parameter.size(0))
            )
        );
        return string.Join(" | ", widths);
    }
}
