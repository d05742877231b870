using System.Collections.ObjectModel;

namespace Gan;

/// <summary>Looks on while a GAN trains. All hooks run on the training thread, between steps. One that fails in a step
/// or at the end does not end the training: see <see cref="ObserverPolicy"/>.</summary>
public interface ITrainingCallback
{
    /// <summary>
    /// True to be called also after each step in which metrics were measured, whatever the cadence of the registration:
    /// for logs, which would lose the values else. False where a callback does not say so.
    /// </summary>
    bool SeesAllMeasurements => false;

    /// <summary>What keeps it from looking on at such a training, such as a file that cannot be written:
    /// <see cref="GanBuilder.Build"/> lists it under the type's name. Nothing where a callback does not say
    /// so.</summary>
    /// <param name="settings">Every setting in force.</param>
    IEnumerable<Problem> Problems(GanSettings settings) => [];

    /// <summary>Before the first step. What it throws ends the training, and its OnEnd is then not called.</summary>
    void OnStart(TrainingContext context) { }

    /// <summary>After a step, at the cadence of the registration and after the last one; see
    /// <see cref="SeesAllMeasurements"/>.</summary>
    void OnStep(TrainingContext context, StepReport report) { }

    /// <summary>After the last step, and also when training is cancelled or fails.</summary>
    void OnEnd(TrainingContext context) { }
}

/// <summary>A measure of what the GAN makes.</summary>
public interface IGanMetric
{
    /// <summary>The name under which values appear in <see cref="StepReport.Metrics"/>.</summary>
    string Name { get; }

    /// <summary>True where samples are drawn to measure: <see cref="GanBuilder.Build"/> then refuses games without a
    /// generator. False where a metric does not say so.</summary>
    bool NeedsGenerator => false;

    /// <summary>Whether it gives inputs to the game, which then has to translate them (<see cref="ITranslator"/>).
    /// Default false.</summary>
    bool NeedsTranslator => false;

    /// <summary>What keeps it from measuring such a training, such as too few samples: <see cref="GanBuilder.Build"/>
    /// lists it under the metric's name. Nothing where a metric does not say so.</summary>
    /// <param name="settings">Every setting in force, with the number and shape of the data's samples.</param>
    IEnumerable<Problem> Problems(GanSettings settings) => [];

    /// <summary>Measures now. What it throws leaves the value out of the step's report and does not end the training:
    /// see <see cref="ObserverPolicy"/>. Runs on the training thread without gradients.</summary>
    double Measure(TrainingContext context);

    /// <summary>Half-width of the interval around the latest value; null where none was computed.</summary>
    double? Interval => null;

    /// <summary>
    /// What the latest value depends on besides the generator, as names and text, such as "features" and "fake
    /// samples". Two values are compared only where it is the same: a checkpoint judged by 1,000 samples is no rival of
    /// one judged by 10,000. Empty where nothing is said.
    /// </summary>
    IReadOnlyDictionary<string, string> Provenance => ReadOnlyDictionary<string, string>.Empty;
}
