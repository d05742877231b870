using Gan.Losses;

namespace Gan.Tests.Building;

public class GanSettingsTests
{
    [Fact]
    public void Settings_describe_every_choice()
    {
        using var trainer = Tiny.Builder().WithWgangp(lambda: 7).Build();
        var text = trainer.Settings.Describe();
        text["penalties"].Should().Contain("Lambda = 7");
        text["networks"].Should().Contain("FeatureMaps = 4");
        text["generatorOptimizer"].Should().Contain("AdamOptions");
        text.Keys.Should()
            .Contain(["data", "loss", "steps", "batchSize", "criticSteps", "seed", "movingAverageDecay", "device"]);
    }

    [Fact]
    public void The_condition_is_counted_into_what_the_networks_are_made_for()
    {
        using var trainer = Tiny.Builder().WithConditioning(new LabelConcatenation()).Build();
        trainer.Settings.Plan.GeneratorSpec.LatentSize.Should().Be(8 + 4, "four classes are four entries");
        trainer.Settings.Plan.DiscriminatorSpec.Shape.Should().Equal(1 + 4, 8, 8);
        trainer.Settings.Plan.GeneratorSpec.Shape.Should().Equal(1, 8, 8);
    }
}
