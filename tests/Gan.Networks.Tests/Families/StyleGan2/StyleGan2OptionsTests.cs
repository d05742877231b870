using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

public sealed class StyleGan2OptionsTests
{
    // 1024 pixels: the totals that the authors' program prints for configuration F. 256 pixels: the same sums without
    // the two largest blocks.
    [Theory]
    [InlineData(1024, 32, 30_370_060, 29_012_513)]
    [InlineData(256, 128, 30_034_338, 28_864_129)]
    public void The_paper_s_configuration_has_the_paper_s_number_of_weights(long side, long maps, long g, long d)
    {
        using var scope = NewDisposeScope();
        var options = StyleGan2Options.Paper with { GeneratorMaps = maps, DiscriminatorMaps = maps };
        var spec = new NetworkSpec([3, side, side], 512);
        using (var generator = options.Generator(spec))
        {
            generator.parameters().Sum(p => p.numel()).Should().Be(g);
            ((INetworkFamily)options).LeastGeneratorWeights(spec).Should().BeInRange(1, g);
        }
        using var discriminator = options.Discriminator(spec);
        discriminator.parameters().Sum(p => p.numel()).Should().Be(d);
        ((INetworkFamily)options).LeastDiscriminatorWeights(spec).Should().BeInRange(1, d);
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(2, 48, 64)]
    [InlineData(5, 8, 40)]
    [InlineData(3, 7, 9)]
    [InlineData(4, 36, 20)]
    public void Sides_may_differ_and_channels_are_any_number(long channels, long height, long width)
    {
        using var scope = NewDisposeScope();
        var options = new StyleGan2Options
        {
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            MaxMaps = 4,
        };
        options.Problems([channels, height, width]).Should().BeEmpty();
        var spec = new NetworkSpec([channels, height, width], 64);
        using var generator = options.Generator(spec);
        using var discriminator = options.Discriminator(spec);
        var images = generator.call(randn(2, 64), null);
        images.shape.Should().Equal(2, channels, height, width);
        discriminator.call(images, null).shape.Should().Equal(2);
    }

    [Fact]
    public void Sides_that_do_not_halve_are_refused_with_the_nearest_that_do()
    {
        new StyleGan2Options()
            .Problems([3, 100, 101])
            .Select(p => p.ToString())
            .Should()
            .Equal(
                "StyleGAN2 needs sides of at least 4 that halve together until the shorter one is below 16, but the "
                    + "images are 100x101. Resize or pad them, to 96x96 or 104x104 for instance."
            );
        new StyleGan2Options().Problems([3, 104, 104]).Should().BeEmpty();
        new StyleGan2Options().Problems([3, 2, 8]).Should().ContainSingle().Which.Remedy.Should().Contain("4x8");
        new StyleGan2Options().Problems([7]).Should().ContainSingle().Which.What.Should().Contain("images [C, H, W]");
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        var wrong = new StyleGan2Options
        {
            LatentSize = 0,
            StyleSize = 0,
            MappingLayers = 0,
            MappingRate = 0,
            MixingProbability = 2,
            GeneratorMaps = 0,
            DiscriminatorMaps = 0,
            MaxMaps = 0,
            DeviationGroup = 1,
        };
        wrong
            .Problems([3, 32, 32])
            .Select(p => p.What)
            .Should()
            .Equal(
                "StyleGan2Options.LatentSize must be at least 1, but was 0.",
                "StyleGan2Options.StyleSize must be at least 1, but was 0.",
                "StyleGan2Options.MappingLayers must be at least 1, but was 0.",
                "StyleGan2Options.MappingRate must be greater than 0, but was 0.",
                "StyleGan2Options.MixingProbability must be at most 1, but was 2.",
                "StyleGan2Options.GeneratorMaps must be at least 1, but was 0.",
                "StyleGan2Options.DiscriminatorMaps must be at least 1, but was 0.",
                "StyleGan2Options.MaxMaps must be at least 1, but was 0.",
                "StyleGan2Options.DeviationGroup must be 0 or at least 2, but was 1."
            );
    }

    // worked out from the sizes of the layers, as docs/stylegan.md tells them
    [Theory]
    [InlineData(32, 349_827, 567_441)]
    [InlineData(64, 670_344, 878_993)]
    [InlineData(128, 674_197, 880_841)]
    public void The_small_configurations_have_the_weights_of_their_layers(long side, long g, long d)
    {
        using var scope = NewDisposeScope();
        var options = side switch
        {
            32 => StyleGan2Options.Small32,
            64 => StyleGan2Options.Small64,
            _ => StyleGan2Options.Small128,
        };
        var spec = new NetworkSpec([3, side, side], 64);
        using var generator = options.Generator(spec);
        using var discriminator = options.Discriminator(spec);
        generator.parameters().Sum(p => p.numel()).Should().Be(g);
        discriminator.parameters().Sum(p => p.numel()).Should().Be(d);
        ((INetworkFamily)options).Slope.Should().Be(CriticSlope.Free);
        ((INetworkFamily)options).CouplesSamples.Should().BeFalse("the paper has R1 beside the minibatch deviation");
    }
}
