using Gan.Losses;

namespace Gan.Tests.Building;

/// <summary>What networks say of settings that nothing stands against.</summary>
public sealed class AdviceTests
{
    [Fact]
    public void Build_logs_the_advice_of_the_networks()
    {
        using var log = new LogLines();
        Tiny.Builder(Tiny.Images(16))
            .WithFastGan(new FastGanOptions { GeneratorMaps = 1, DiscriminatorMaps = 1 })
            .WithLogging(log)
            .Build()
            .Dispose();
        log.All.Should()
            .ContainSingle(line => line.Id == 119)
            .Which.Text.Should()
            .Be(
                "Skip-layer excitation has no effect on images of 16x16: with ExcitationOctaves = 4 it starts at 128 "
                    + "pixels. Set FastGanOptions.ExcitationOctaves = 1, which joins maps of 8 and 16 "
                    + "pixels."
            );
    }

    [Fact]
    public void FastGan_brings_its_networks_loss_decoders_and_augmentation()
    {
        var options = new FastGanOptions { GeneratorMaps = 1, DiscriminatorMaps = 1 };
        using var trainer = Tiny.Builder(Tiny.Images(16)).WithFastGan(options).Build();
        var settings = trainer.Settings;
        settings.Networks.Should().Be(options, "it is the later choice");
        settings.Loss.Should().Be(new HingeLoss());
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.999));
        settings.Penalties.Should().ContainSingle().Which.Penalty.Should().Be(new DecoderReconstruction());
        settings.Augmentations.Should().Equal(new DiffAugment(DiffAugmentPolicy.Color | DiffAugmentPolicy.Translation));
        using var again = Tiny.Builder(Tiny.Images(16)).WithFastGan(options).WithFastGan(options).Build();
        again.Settings.Augmentations.Should().ContainSingle("a preset replaces the one before");
    }

    [Fact]
    public void Decoders_are_asked_of_a_network_that_has_none_with_a_remedy() =>
        FluentActions
            .Invoking(() => Tiny.Builder().AddPenalty(new DecoderReconstruction()).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*DcganDiscriminator has no decoders. Use a network that brings them, such as FastGanOptions*"
            );
}
