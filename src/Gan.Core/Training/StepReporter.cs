using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Turns what a step left behind into numbers: the one place of the loop where the processor waits for the
/// device.</summary>
internal sealed class StepReporter(
    GanSettings settings,
    IReadOnlyList<Scheduled<IGanMetric>> metrics,
    TrainingContext context
)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly long first = context.Step;
    private double warm; // seconds of the first step, which compiles code and fills caches: no measure for the others

    internal StepReport Report(StepOutcome outcome, long started)
    {
        var step = context.Step;
        var steps = settings.Training.Steps;
        var real = outcome.RealScores.mean().ToDouble();
        var fake = outcome.FakeScores.mean().ToDouble();
        var discriminatorLoss = outcome.DiscriminatorLoss.ToDouble();
        var generatorLoss = outcome.GeneratorLoss.ToDouble();
        // after the losses were waited for: a device works on in the background
        var duration = Stopwatch.GetElapsedTime(started);
        var measured = Measure(step, steps);
        var seconds = clock.Elapsed.TotalSeconds;
        var done = step - first;
        if (done == 1)
        {
            warm = seconds;
        }
        var each = done > 1 ? (seconds - warm) / (done - 1) : seconds;
        return new StepReport(
            step,
            steps,
            discriminatorLoss,
            generatorLoss,
            real,
            fake,
            settings.Loss.EstimatesWasserstein ? real - fake : null,
            done * settings.CriticSteps * settings.Training.BatchSize / seconds,
            clock.Elapsed,
            TimeSpan.FromSeconds(each * (steps - step)),
            measured.ToDictionary(m => m.Key, m => m.Value.Value)
        )
        {
            Measurements = measured,
            Duration = duration,
            DataWait = outcome.DataWait,
        };
    }

    private Dictionary<string, Measurement> Measure(long step, long steps)
    {
        using var _ = no_grad();
        return metrics
            .Where(m => m.Due(step, steps))
            .ToDictionary(
                m => m.Item.Name,
                m => new Measurement(m.Item.Measure(context), m.Item.Interval)
                {
                    Provenance = new Dictionary<string, string>(m.Item.Provenance),
                }
            );
    }
}
