using System.Diagnostics.Metrics;

namespace Gan.Monitoring;

/// <summary>
/// Hands a training's numbers to <c>System.Diagnostics.Metrics</c>, under the meter "Gan.Net" and in OpenTelemetry's
/// manner, so that its exporters, <c>dotnet-counters</c> and a <see cref="MeterListener"/> see them. Without a listener
/// an instrument costs nothing.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>instrument</term><description>kind, unit, attributes</description></listheader>
/// <item><term>gan.training.steps</term><description>counter, {step}: steps done</description></item>
/// <item><term>gan.training.samples</term><description>counter, {sample}:
/// real samples shown to the discriminator</description></item>
/// <item><term>gan.training.step.duration</term><description>histogram,
/// s: time of a step without metrics and callbacks</description></item>
/// <item><term>gan.training.data.wait</term><description>histogram,
/// s: the part of it spent waiting for batches</description></item>
/// <item><term>gan.training.loss</term><description>gauge, 1:
/// <c>gan.network</c> is the player, such as discriminator or generator</description></item>
/// <item><term>gan.training.score</term><description>gauge, 1: mean
/// score; <c>gan.samples</c> is what was scored, such as real or fake</description></item>
/// <item><term>gan.training.learning_rate</term><description>gauge, 1: <c>gan.network</c></description></item>
/// <item><term>gan.metric.value</term><description>gauge, 1: <c>gan.metric.name</c> is a metric, or what the game
/// reports beside losses and scores</description></item>
/// </list>
/// </remarks>
public sealed class TrainingInstruments : ITrainingCallback, IDisposable
{
    /// <summary>Name of the meter: what <c>AddMeter</c> of OpenTelemetry wants.</summary>
    public const string MeterName = "Gan.Net";

    private readonly Meter meter;
    private readonly Counter<long> steps;
    private readonly Counter<long> samples;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> wait;
    private readonly Gauge<double> loss;
    private readonly Gauge<double> score;
    private readonly Gauge<double> rate;
    private readonly Gauge<double> metric;
    private long last;

    /// <summary>Makes the meter and its instruments.</summary>
    /// <param name="tags">Attributes of the meter, such as the run's
    /// name, to tell trainings apart that run at the same time.</param>
    public TrainingInstruments(IEnumerable<KeyValuePair<string, object?>>? tags = null)
    {
        meter = new Meter(
            new MeterOptions(MeterName)
            {
                Version = typeof(GanBuilder).Assembly.GetName().Version?.ToString(3),
                Tags = tags,
            }
        );
        steps = meter.CreateCounter<long>("gan.training.steps", "{step}", "Training steps done.");
        samples = meter.CreateCounter<long>(
            "gan.training.samples",
            "{sample}",
            "Real samples shown to the discriminator."
        );
        duration = meter.CreateHistogram<double>(
            "gan.training.step.duration",
            "s",
            "Time of a training step, without metrics and callbacks."
        );
        wait = meter.CreateHistogram<double>(
            "gan.training.data.wait",
            "s",
            "Time that a training step waited for its batches."
        );
        loss = meter.CreateGauge<double>("gan.training.loss", "1", "Loss of the latest update of a network.");
        score = meter.CreateGauge<double>(
            "gan.training.score",
            "1",
            "Mean score of the discriminator for real or generated samples."
        );
        rate = meter.CreateGauge<double>("gan.training.learning_rate", "1", "Learning rate of a network.");
        metric = meter.CreateGauge<double>("gan.metric.value", "1", "Latest value of a metric.");
    }

    /// <inheritdoc/>
    public bool SeesAllMeasurements => true;

    /// <inheritdoc/>
    public void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        last = context.Step;
    }

    /// <inheritdoc/>
    public void OnStep(TrainingContext context, StepReport report)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(report);
        // a registration may leave steps out; a return to a checkpoint does steps again
        var done = report.Step > last ? report.Step - last : 1;
        last = report.Step;
        steps.Add(done);
        samples.Add(done * context.SamplesPerStep);
        duration.Record(report.Duration.TotalSeconds);
        wait.Record(report.DataWait.TotalSeconds);
        foreach (var (name, value) in report.Values)
        {
            Record(name, value);
        }
        foreach (var player in context.Players)
        {
            rate.Record(context.LearningRate(player), Of("gan.network", player.Name));
        }
        foreach (var (name, value) in report.Metrics)
        {
            metric.Record(value, Of("gan.metric.name", name));
        }
    }

    private void Record(string name, double value)
    {
        switch (ValueNames.Kind(name))
        {
            case ValueNames.Loss:
                loss.Record(value, Of("gan.network", ValueNames.Owner(name)));
                break;
            case ValueNames.Score:
                score.Record(value, Of("gan.samples", ValueNames.Owner(name)));
                break;
            default:
                metric.Record(value, Of("gan.metric.name", name));
                break;
        }
    }

    private static KeyValuePair<string, object?> Of(string attribute, string value) => new(attribute, value);

    /// <summary>Takes the instruments away from their listeners.</summary>
    public void Dispose() => meter.Dispose();
}
