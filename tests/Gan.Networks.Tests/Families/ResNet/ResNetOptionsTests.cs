using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ResNet;

public class ResNetOptionsTests
{
    public static TheoryData<string, ResNetOptions, long, long, long> Presets() =>
        new()
        {
            // A convolution k×k of a to b maps has k²ab + b weights, batch normalisation of a maps 2a, a linear layer
            // ab + b. Table 3: dense 128→4096, three blocks of 256 (590,080·2 + 65,792 + 1,024), 512, 3x3 of 256→3;
            // first block 151,680, block 311,680, two of 295,168, 129.
            { "SNGAN for CIFAR-10", ResNetOptions.Sngan32, 32, 4_276_739, 1_053_825 },
            // The same with 128 maps: dense 264,192, three blocks of 312,192, 256, 3,459; the critic is the same.
            { "WGAN-GP for CIFAR-10", ResNetOptions.Wgangp32, 32, 1_204_483, 1_053_825 },
            // Dense 128→16·1024; blocks 1024→512→256→128→64; back 3→64→128→256→512→1024, hidden maps as many as come
            // in; linear of 1024.
            { "SNGAN for 64 pixels", ResNetOptions.Sngan64, 64, 12_220_675, 10_141_441 },
            // Dense 128→16·512; blocks 512→512→256→128→64 whose first convolution has no bias;
            // back 64→128→256→512→512 with 4a for two layer normalisations; linear of 8192.
            { "WGAN-GP for 64 pixels", ResNetOptions.Wgangp64, 64, 8_540_483, 7_491_841 },
        };

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_presets_have_as_many_weights_as_the_published_tables(
        string name,
        ResNetOptions options,
        long side,
        long generator,
        long discriminator
    )
    {
        var spec = new NetworkSpec([3, side, side], options.LatentSize);
        using (var g = options.Generator(spec))
        {
            g.parameters().Sum(p => p.numel()).Should().Be(generator, name);
        }
        using (var d = options.Discriminator(spec))
        {
            d.parameters().Sum(p => p.numel()).Should().Be(discriminator, name);
        }
    }

    [Theory]
    [InlineData(8, 8, 1)]
    [InlineData(12, 12, 3)]
    [InlineData(20, 28, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(32, 32, 3)]
    [InlineData(48, 48, 3)]
    [InlineData(64, 32, 4)]
    [InlineData(64, 64, 3)]
    [InlineData(9, 31, 2)]
    [InlineData(30, 30, 3)]
    [InlineData(45, 67, 5)]
    public void Every_layout_fits_any_sides_and_channels(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var layout in Enum.GetValues<ResNetLayout>())
        {
            foreach (var pooling in Enum.GetValues<ResNetPooling>())
            {
                var options = new ResNetOptions
                {
                    Layout = layout,
                    Pooling = pooling,
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                };
                var spec = new NetworkSpec([channels, height, width], 16);
                options.Problems(spec.Shape).Should().BeEmpty();
                var made = options.Generator(spec).call(randn(3, 16), null);
                made.shape.Should().Equal(3, channels, height, width);
                made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
                var critic = options.Discriminator(spec);
                var features = critic.Features(made, null);
                features.shape.Should().Equal(3, critic.FeatureSize);
                critic.eval();
                critic.call(made, null).shape.Should().Equal(3);
                critic.Score(critic.Features(made, null)).allclose(critic.call(made, null)).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void The_generator_starts_at_four_pixels_or_the_smallest_that_doubles_to_the_image()
    {
        using var scope = NewDisposeScope();
        long Start(long side)
        {
            var g = new ResNetOptions { GeneratorMaps = 1 }.Generator(new NetworkSpec([1, side, side], 8));
            return g.get_parameter("project.bias")!.numel();
        }
        (Start(32), Start(64), Start(48), Start(28), Start(8)).Should().Be((16, 16, 36, 49, 16));
    }
}
