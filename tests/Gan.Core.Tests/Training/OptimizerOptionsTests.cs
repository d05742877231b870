using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public class OptimizerOptionsTests
{
    private static double StepFrom(OptimizerOptions options, double gradient)
    {
        using var scope = NewDisposeScope();
        using var p = new Parameter(zeros(1));
        using var optimizer = options.Create([p]);
        (p * gradient).sum().backward();
        optimizer.step();
        return p.ToDouble();
    }

    /// <summary>Adam's first step is lr whatever the gradient (Kingma and Ba 2015, section 2.1); RMSProp's is lr /
    /// sqrt(1 - alpha).</summary>
    [Fact]
    public void The_first_step_is_that_of_the_formula()
    {
        StepFrom(new AdamOptions(0.01, 0.5, 0.9), 3).Should().BeApproximately(-0.01, 1e-8);
        StepFrom(new RmsPropOptions(0.01, Alpha: 0.99), 3).Should().BeApproximately(-0.01 / Math.Sqrt(0.01), 1e-6);
    }

    [Fact]
    public void Momentum_is_told()
    {
        new AdamOptions(Beta1: 0).HasMomentum.Should().BeFalse();
        new AdamOptions().HasMomentum.Should().BeTrue();
        new RmsPropOptions().HasMomentum.Should().BeFalse();
        new RmsPropOptions(Momentum: 0.9).HasMomentum.Should().BeTrue();
    }

    [Theory]
    [InlineData(1.1, true)]
    [InlineData(1.2, false)]
    public void A_schedule_that_takes_β2_to_1_is_refused(double end, bool fits)
    {
        foreach (var course in new ILearningRateSchedule[] { new HalfCosine(1, end), new HalfCosine(end, 1) })
        {
            string[] expected = fits
                ? []
                : ["AdamOptions.Beta2 times its schedule must stay below 1, but reaches 1.08."];
            var plain = new AdamOptions(2e-4, 0, 0.9) { Beta2Schedule = course };
            plain.Problems().Select(problem => problem.What).Should().Equal(expected);
            var images = plain with { Beta2Schedule = new OverImages(20_000_000, course) };
            images.Problems().Select(problem => problem.What).Should().Equal(expected);
        }
    }
}
