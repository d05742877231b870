using static TorchSharp.torch;

namespace Gan.Tests;

public sealed class TrainedCycleTests
{
    private static readonly TranslatorPlan Plan = new()
    {
        Family = new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
        InputShape = [3, 16, 16],
        OutputShape = [1, 16, 16],
        BothWays = true,
    };

    [Fact]
    public void It_goes_there_and_back_also_from_its_file()
    {
        using var _ = NewDisposeScope();
        var file = Path.GetTempFileName();
        using var network = (CycleTranslators)Plan.MakeTranslator();
        using var cycle = TrainedCycle.Of(network, Plan, "kinds", step: 7);
        var images = rand(2, 3, 16, 20);
        var there = cycle.AToB.Translate(images);
        var back = cycle.BToA.Translate(there);
        there.shape.Should().Equal(2, 1, 16, 20);
        back.shape.Should().Equal(2, 3, 16, 20);
        cycle.Save(file);
        using var loaded = TrainedCycle.Load(file);
        File.Delete(file);
        loaded.Step.Should().Be(7);
        loaded.BToA.Translate(loaded.AToB.Translate(images)).Equals(back).Should().BeTrue();
    }

    [Fact]
    public void A_plan_of_one_way_makes_no_cycle()
    {
        using var network = (CycleTranslators)Plan.MakeTranslator();
        FluentActions
            .Invoking(() => TrainedCycle.Of(network, Plan with { BothWays = false }, "kinds", step: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A cycle needs a plan with BothWays*");
    }
}
