using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.MsgGan;

public sealed class MsgGanOptionsTests
{
    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 33, 65)]
    [InlineData(5, 8, 40)]
    [InlineData(3, 7, 9)]
    [InlineData(2, 4, 5)]
    public void Sides_may_differ_and_channels_are_any_number(long channels, long height, long width)
    {
        using var scope = NewDisposeScope();
        var options = new MsgGanOptions
        {
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            MaxMaps = 4,
        };
        options.Problems([channels, height, width]).Should().BeEmpty();
        var spec = new NetworkSpec([channels, height, width], 64);
        var judged = spec with { Shape = options.JudgedShape(spec.Shape) };
        using var generator = options.Generator(spec);
        using var discriminator = options.Discriminator(judged);
        var latents = randn(2, 64);
        generator.call(latents, null).shape.Should().Equal(2, channels, height, width);
        discriminator.call(generator.Shown(latents, null), null).shape.Should().Equal(2);
        INetworkFamily family = options;
        var made = generator.parameters().Sum(p => p.numel());
        family.LeastGeneratorWeights(spec).Should().BeInRange(1, made);
        var judging = discriminator.parameters().Sum(p => p.numel());
        family.LeastDiscriminatorWeights(judged).Should().BeInRange(1, judging);
    }

    // The blocks are ProGAN's; beside them each of the discriminator's reads three channels and a plane of deviation
    // more, and it has one layer that reads images in place of nine.
    [Fact]
    public void The_paper_s_networks_are_those_of_ProGAN_and_what_more_they_read()
    {
        using var scope = NewDisposeScope();
        long[] shape = [3, 1024, 1024];
        var spec = new NetworkSpec(shape, 512);
        using (var generator = MsgGanOptions.Paper.Generator(spec))
        {
            (generator.parameters().Sum(p => p.numel()) / 1e6).Should().BeInRange(23.05, 23.15);
        }
        using var discriminator = MsgGanOptions.Paper.Discriminator(
            spec with
            {
                Shape = MsgGanOptions.Paper.JudgedShape(shape),
            }
        );
        long[] maps = [512, 512, 512, 512, 256, 128, 64, 32, 16];
        var weights = (9L * (512 + 3 + 1) * 512) + 512 + (512L * 8192) + 512 + 513 + (4L * 16);
        for (var i = 1; i < maps.Length; i++)
        {
            var read = maps[i] + 1 + (i < maps.Length - 1 ? 3 : 0);
            weights += (9 * read * maps[i]) + maps[i] + (9 * maps[i] * maps[i - 1]) + maps[i - 1];
        }
        discriminator.parameters().Sum(p => p.numel()).Should().Be(weights);
    }

    [Fact]
    public void Settings_out_of_range_name_bound_and_value() =>
        new MsgGanOptions
        {
            GeneratorMaps = 0,
            DiscriminatorMaps = 0,
            MaxMaps = 0,
            DeviationGroup = -1,
        }
            .Problems([2])
            .Select(p => p.ToString())
            .Should()
            .Equal(
                "MsgGanOptions.GeneratorMaps must be at least 1, but was 0.",
                "MsgGanOptions.DiscriminatorMaps must be at least 1, but was 0.",
                "MsgGanOptions.MaxMaps must be at least 1, but was 0.",
                "MsgGanOptions.DeviationGroup must be 0 or at least 2, but was -1.",
                "MSG-GAN makes images [C, H, W], but the data set has samples of shape [2]. Use WithMlp() for vectors."
            );
}
