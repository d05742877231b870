using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Learning rates over 12 scheduler steps.</summary>
internal static class SchedulerCases
{
    private static readonly double[] Metrics = [1, 0.9, 0.91, 0.92, 0.93, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7, 0.9];

    public static Case[] All() =>
    [
        Rates("scheduler StepLR", o => StepLR(o, 4, gamma: 0.5)),
        Rates("scheduler LambdaLR", o => LambdaLR(o, epoch => 1 - epoch / 20.0)),
        Rates("scheduler MultiStepLR", o => MultiStepLR(o, [3, 7], gamma: 0.2)),
        Rates("scheduler ExponentialLR", o => ExponentialLR(o, gamma: 0.9)),
        Rates("scheduler CosineAnnealingLR", o => CosineAnnealingLR(o, 8, eta_min: 0.01)),
        Rates("scheduler LinearLR", o => LinearLR(o, start_factor: 0.25, total_iters: 6)),
        Rates("scheduler ConstantLR", o => ConstantLR(o, factor: 0.5, total_iters: 4)),
        Rates("scheduler OneCycleLR", o => OneCycleLR(o, 0.5, total_steps: 14, cycle_momentum: false)),
        Rates("scheduler ReduceLROnPlateau", o => ReduceLROnPlateau(o, factor: 0.5, patience: 2), (s, i) => s.step(Metrics[i])),
    ];

    private static Case Rates(string name, Func<Optimizer, LRScheduler> make, Action<LRScheduler, int>? advance = null) => Of(name, _ =>
    {
        using var optimiser = SGD([new Parameter(zeros(1))], 0.1);
        var scheduler = make(optimiser);
        var seen = new List<double> { optimiser.ParamGroups.First().LearningRate };
        for (var i = 0; i < Metrics.Length; i++)
        {
            if (advance != null) advance(scheduler, i);
            else scheduler.step();
            seen.Add(optimiser.ParamGroups.First().LearningRate);
        }
        return tensor(seen.ToArray());
    });
}
