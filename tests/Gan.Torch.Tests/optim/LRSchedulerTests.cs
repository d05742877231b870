using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Gan.Torch.Tests.Optim;

public class LRSchedulerTests
{
    private static readonly double[] Errors = [1, 1, 1, 1, 1, 0.9, 0.9, 0.9, 0.9];
    private static readonly double[] Scores = [1, 1.05, 1.2, 1.25, 1.35, 1.3, 2, 2.05, 2.2];

    private static readonly Dictionary<string, Func<optim.Optimizer, LRScheduler>> Schedules = new()
    {
        ["StepLR"] = o => StepLR(o, 3, 0.5),
        ["MultiStepLR"] = o => MultiStepLR(o, [2, 5, 5], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.9),
        ["PolynomialLR"] = o => PolynomialLR(o, 6, 2),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 4, 0.01),
        ["ConstantLR"] = o => ConstantLR(o, 0.25, 4),
        ["LinearLR"] = o => LinearLR(o, 0.2, 0.9, 5),
        ["LambdaLR"] = o => LambdaLR(o, e => 1.0 / (1 + e)),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, e => 1 - 0.1 * e),
        ["CyclicLR"] = o => CyclicLR(o, 0.01, 0.1, 3, 2),
        ["CyclicLR triangular2"] = o => CyclicLR(o, 0.01, 0.1, 2, mode: impl.CyclicLR.Mode.Triangular2),
        ["CyclicLR exp_range"] = o => CyclicLR(o, 0.01, 0.1, 2, mode: impl.CyclicLR.Mode.ExpRange, gamma: 0.9, cycle_momentum: false),
        ["OneCycleLR"] = o => OneCycleLR(o, 0.5, 10),
        ["OneCycleLR adam"] = o => OneCycleLR(o, 0.5, epochs: 5, steps_per_epoch: 2, pct_start: 0.4,
            anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear, three_phase: true),
        ["SequentialLR"] = o => SequentialLR(o, [ConstantLR(o, 0.5, 10), ExponentialLR(o, 0.9), StepLR(o, 2, 0.5)], [3, 6]),
        ["ChainedLR"] = o => ChainedLR([ConstantLR(o, 0.5, 3), ExponentialLR(o, 0.9)]),
        ["ReduceLROnPlateau"] = o => ReduceLROnPlateau(o, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.02]),
        ["ReduceLROnPlateau max abs"] = o => ReduceLROnPlateau(o, "max", 0.5, 0, 0.1, "abs"),
    };

    // Printed by torch.optim.lr_scheduler of PyTorch 1.13 over ten epochs: the rates, and the momentum (beta1) of the last.
    public static TheoryData<string, double[], double> Ten_epochs_of_PyTorch => new()
    {
        { "StepLR", [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125], 0.9 },
        { "MultiStepLR", [0.1, 0.1, 0.05, 0.05, 0.05, 0.0125, 0.0125, 0.0125, 0.0125, 0.0125], 0.9 },
        { "ExponentialLR", [0.1, 0.09, 0.081, 0.0729, 0.06561, 0.059049, 0.0531441, 0.04782969, 0.043046721, 0.0387420489], 0.9 },
        { "PolynomialLR", [0.1, 0.06944444444, 0.04444444444, 0.025, 0.01111111111, 0.002777777778, 0, 0, 0, 0], 0.9 },
        { "CosineAnnealingLR", [0.1, 0.08681980515, 0.055, 0.02318019485, 0.01, 0.02318019485, 0.055, 0.08681980515, 0.1, 0.08681980515],
            0.9 },
        { "ConstantLR", [0.025, 0.025, 0.025, 0.025, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.9 },
        { "LinearLR", [0.02, 0.034, 0.048, 0.062, 0.076, 0.09, 0.09, 0.09, 0.09, 0.09], 0.9 },
        { "LambdaLR", [0.1, 0.05, 0.03333333333, 0.025, 0.02, 0.01666666667, 0.01428571429, 0.0125, 0.01111111111, 0.01], 0.9 },
        { "MultiplicativeLR", [0.1, 0.09, 0.072, 0.0504, 0.03024, 0.01512, 0.006048, 0.0018144, 0.00036288, 3.6288e-05], 0.9 },
        { "CyclicLR", [0.01, 0.04, 0.07, 0.1, 0.055, 0.01, 0.04, 0.07, 0.1, 0.055], 0.85 },
        { "CyclicLR triangular2", [0.01, 0.055, 0.1, 0.055, 0.01, 0.0325, 0.055, 0.0325, 0.01, 0.02125], 0.8875 },
        { "CyclicLR exp_range", [0.01, 0.0505, 0.0829, 0.042805, 0.01, 0.03657205, 0.05782969, 0.0315233605, 0.01, 0.02743392201], 0.9 },
        { "OneCycleLR", [0.02, 0.26, 0.5, 0.475242316, 0.405872827, 0.305631011, 0.194370989, 0.09412917303, 0.02475968399, 2e-06], 0.95 },
        { "OneCycleLR adam", [0.02, 0.18, 0.34, 0.5, 0.34, 0.18, 0.02, 0.013334, 0.006668, 2e-06], 0.95 },
        { "SequentialLR", [0.05, 0.05, 0.05, 0.1, 0.09, 0.081, 0.1, 0.1, 0.05, 0.05], 0.9 },
        { "ChainedLR", [0.05, 0.045, 0.0405, 0.0729, 0.06561, 0.059049, 0.0531441, 0.04782969, 0.043046721, 0.0387420489], 0.9 },
        { "ReduceLROnPlateau", [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025], 0.9 },
        { "ReduceLROnPlateau max abs", [0.1, 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125, 0.00625, 0.00625], 0.9 },
    };

    [Theory]
    [MemberData(nameof(Ten_epochs_of_PyTorch))]
    public void The_rates_are_those_that_PyTorch_sets(string name, double[] rates, double momentum)
    {
        using var p = new Parameter(zeros(1));
        using optim.Optimizer optimizer = name.EndsWith("adam", StringComparison.Ordinal) ? optim.Adam([p], 0.1) : optim.SGD([p], 0.1, 0.9);
        var group = optimizer.ParamGroups.Single();
        var schedule = Schedules[name](optimizer);
        var seen = new List<double> { group.LearningRate };
        for (var i = 0; i < 9; i++)
        {
            if (name.StartsWith("ReduceLROnPlateau", StringComparison.Ordinal)) schedule.step(name.Contains("max") ? Scores[i] : Errors[i]);
            else schedule.step();
            seen.Add(group.LearningRate);
        }
        seen.Should().Equal(rates, (a, b) => Math.Abs(a - b) < 1e-9);
        schedule.get_last_lr().Should().Equal(seen[^1]);
        (group is optim.IMomentum m ? m.Momentum : ((optim.IBetas)group).Betas.Item1).Should().BeApproximately(momentum, 1e-9);
    }

    [Fact]
    public void A_schedule_goes_to_a_given_epoch_by_its_closed_form()
    {
        using var p = new Parameter(zeros(1));
        using var optimizer = optim.SGD([p], 0.1);
        var schedule = ExponentialLR(optimizer, 0.5);
        schedule.step((int?)3);
        schedule.get_last_lr().Should().Equal(0.0125);
    }

    [Fact]
    public void A_schedule_without_momentum_to_move_is_refused()
    {
        using var p = new Parameter(zeros(1));
        using var optimizer = new Rates(p);
        var make = () => CyclicLR(optimizer, 0.1, 1);
        make.Should().Throw<ArgumentException>().WithMessage("*momentum*");
    }

    [Fact]
    public void A_plateau_needs_the_measured_value()
    {
        using var p = new Parameter(zeros(1));
        using var optimizer = optim.SGD([p], 0.1);
        var step = () => ReduceLROnPlateau(optimizer).step();
        step.Should().Throw<InvalidOperationException>().WithMessage("*step(value)*");
    }

    private sealed class Rates : OptimizerHelper
    {
        public Rates(Parameter p) => _parameter_groups.Add(new ParamGroup<OptimizerOptions>([p],
            new OptimizerOptions { LearningRate = 0.1 }));
    }
}
