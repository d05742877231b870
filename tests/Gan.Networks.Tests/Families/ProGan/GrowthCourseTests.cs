using TorchSharp;

namespace Gan.Tests.Networks.ProGan;

public sealed class GrowthCourseTests
{
    private static readonly ProGanOptions Phases = new() { StageImages = 600, FadeImages = 400 };

    // 4, 8, 16 and 32 pixels; Karras et al. 2018, section 3: a resolution is stabilised, then the next one fades in.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(599, 0)]
    [InlineData(600, 0)]
    [InlineData(800, 0.5)]
    [InlineData(900, 0.75)]
    [InlineData(1000, 1)]
    [InlineData(1600, 1)]
    [InlineData(1601, 1.0025)]
    [InlineData(2000, 2)]
    [InlineData(2999, 2.9975)]
    [InlineData(3000, 3)]
    [InlineData(1_000_000, 3)]
    public void The_level_is_the_documented_function_of_the_images(long images, double level) =>
        Phases.Level([3, 32, 32], new(images + 1, 9, 1)).Should().BeApproximately(level, 1e-12);

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public void Neither_the_batch_nor_the_length_of_the_training_counts(long batch) =>
        Phases.Level([3, 32, 32], new(1 + 1800 / batch, batch, batch)).Should().Be(1.5);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(51, 0)]
    [InlineData(76, 0.5)]
    [InlineData(101, 1)]
    [InlineData(301, 3)]
    [InlineData(600, 3)]
    public void Left_open_the_phases_share_the_first_half_of_the_training(long step, double level) =>
        new ProGanOptions().Level([3, 32, 32], new(step, 600, 10)).Should().BeApproximately(level, 1e-12);

    [Fact]
    public void It_may_begin_with_larger_images_and_small_ones_have_nothing_to_grow()
    {
        (Phases with { From = 16 }).Level([3, 32, 32], new(1, 9, 1)).Should().Be(2);
        (Phases with { From = 16 }).Level([3, 32, 32], new(801, 9, 1)).Should().Be(2.5);
        (Phases with { From = 999 }).Level([3, 32, 32], new(1, 9, 1)).Should().Be(3);
        Phases.Level([3, 4, 90], new(1, 9, 1)).Should().Be(0);
    }

    [Fact]
    public void Without_a_fade_a_resolution_comes_at_once()
    {
        var steps = Phases with { FadeImages = 0 };
        steps.Level([3, 32, 32], new(600, 9, 1)).Should().Be(0);
        steps.Level([3, 32, 32], new(601, 9, 1)).Should().Be(1);
    }

    [Fact]
    public void Both_networks_are_in_the_stage_of_their_level()
    {
        using var scope = torch.NewDisposeScope();
        var small = Phases with { GeneratorMaps = 2, DiscriminatorMaps = 2, MaxMaps = 2 };
        using var generator = small.Generator(new NetworkSpec([1, 32, 32], 64));
        using var discriminator = small.Discriminator(new NetworkSpec([1, 32, 32], 64));
        var seen = new List<long>();
        for (long images = 0; images <= 3200; images += 100)
        {
            generator.BeginStep(new TrainingMoment(images + 1, 9, 1));
            discriminator.BeginStep(new TrainingMoment(images + 1, 9, 1));
            seen.Add(generator.Stage);
            discriminator.Stage.Should().Be(generator.Stage);
        }
        seen.Distinct().Should().HaveCount(7, "four resolutions and three fades");
        seen.IndexOf(seen[6]).Should().Be(0);
        seen.IndexOf(seen[7]).Should().Be(7);
        seen.IndexOf(seen[10]).Should().Be(10);
        (generator.FollowsProgress, discriminator.FollowsProgress).Should().Be((false, false));
        using var open = new ProGanOptions().Generator(new NetworkSpec([1, 8, 8], 64));
        open.FollowsProgress.Should().BeTrue("its phases are shares of the training");
    }
}
