using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ProGan;

public sealed class ProGanOptionsTests
{
    [Fact]
    public void A_training_that_ends_before_they_have_grown_is_said_with_a_remedy()
    {
        long[] shape = [3, 32, 32];
        ProGanOptions
            .Paper.Advice(shape, new(1500, 1500, 64))
            .Should()
            .Equal(
                "The training ends before the networks have grown to 32x32: after 95936 images they are at 4x4, shown "
                    + "as larger pixels. Take more steps, or fewer StageImages and FadeImages; ProGanOptions without "
                    + "both grows over half of any training."
            );
        // three phases of 1.6 million images
        ProGanOptions
            .Paper.Advice(shape, new(74_000, 74_000, 64))
            .Should()
            .ContainSingle(text => text.Contains("16x16"));
        ProGanOptions.Paper.Advice(shape, new(75_001, 75_001, 64)).Should().BeEmpty();
        new ProGanOptions { GrownAt = 1 }
            .Advice(shape, new(1500, 1500, 64))
            .Should()
            .BeEmpty("that was asked for");
        new ProGanOptions().Advice(shape, new(1500, 1500, 64)).Should().BeEmpty();
    }

    // Table 2 of the paper: 23.1 million weights each.
    [Fact]
    public void The_paper_s_networks_have_the_paper_s_number_of_weights()
    {
        using var scope = NewDisposeScope();
        var spec = new NetworkSpec([3, 1024, 1024], 512);
        INetworkFamily paper = ProGanOptions.Paper;
        using (var generator = paper.Generator(spec))
        {
            var count = generator.parameters().Sum(p => p.numel());
            (count / 1e6).Should().BeInRange(23.05, 23.15);
            paper.LeastGeneratorWeights(spec).Should().BeInRange(1, count);
        }
        using var discriminator = paper.Discriminator(spec);
        var judged = discriminator.parameters().Sum(p => p.numel());
        (judged / 1e6).Should().BeInRange(23.05, 23.15);
        paper.LeastDiscriminatorWeights(spec).Should().BeInRange(1, judged);
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 33, 65)]
    [InlineData(5, 8, 40)]
    [InlineData(3, 7, 9)]
    [InlineData(2, 4, 5)]
    public void Sides_may_differ_and_channels_are_any_number(long channels, long height, long width)
    {
        using var scope = NewDisposeScope();
        var options = new ProGanOptions
        {
            GeneratorMaps = 2,
            DiscriminatorMaps = 2,
            MaxMaps = 4,
            StageImages = 1,
            FadeImages = 2,
        };
        options.Problems([channels, height, width]).Should().BeEmpty();
        var spec = new NetworkSpec([channels, height, width], 64);
        using var generator = options.Generator(spec);
        using var discriminator = options.Discriminator(spec);
        for (var step = 1; step < 14; step++)
        {
            generator.BeginStep(new TrainingMoment(step, 99, 1));
            discriminator.BeginStep(new TrainingMoment(step, 99, 1));
            var images = generator.call(randn(2, 64), null);
            images.shape.Should().Equal(2, channels, height, width);
            discriminator.call(discriminator.Reals(images), null).shape.Should().Equal(2);
        }
    }

    [Fact]
    public void Settings_out_of_range_name_bound_and_value()
    {
        new ProGanOptions
        {
            LatentSize = 0,
            From = 0,
            StageImages = 0,
            GrownAt = 0,
            DeviationGroup = 1,
        }
            .Problems([2])
            .Select(p => p.ToString())
            .Should()
            .Equal(
                "ProGanOptions.LatentSize must be at least 1, but was 0.",
                "ProGanOptions.From must be at least 1, but was 0.",
                "ProGanOptions.StageImages must be at least 1, but was 0.",
                "ProGanOptions.GrownAt must be in (0, 1], but was 0.",
                "ProGanOptions.DeviationGroup must be 0 or at least 2, but was 1.",
                "ProGanOptions has one of StageImages and FadeImages, but a phase of growth needs both. "
                    + "Set both, or leave both to GrownAt.",
                "ProGAN makes images [C, H, W], but the data set has samples of shape [2]. Use WithMlp() for vectors."
            );
        new ProGanOptions()
            .Invoking(o => o.Level([2], default))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*ProGAN makes images*");
    }
}
