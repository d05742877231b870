using System.Collections.ObjectModel;

namespace Gan;

/// <summary>Looks on while a GAN trains. All hooks run on the training thread, between steps.</summary>
public interface ITrainingCallback
{
    /// <summary>
    /// True to be called also after each step in which metrics were measured, whatever the cadence of the registration:
    /// for logs, which would lose the values else. False where a callback does not say so.
    /// </summary>
    bool SeesAllMeasurements => false;

    /// <summary>Before the first step.</summary>
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

    /// <summary>Measures now. Runs on the training thread without gradients.</summary>
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
