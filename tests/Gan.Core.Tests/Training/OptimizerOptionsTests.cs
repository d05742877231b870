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
}
