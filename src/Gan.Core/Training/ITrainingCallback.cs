namespace Gan;

/// <summary>Looks on while a GAN trains. All hooks run on the training thread, between steps.</summary>
public interface ITrainingCallback
{
    /// <summary>Before the first step.</summary>
    void OnStart(TrainingContext context) { }

    /// <summary>After a step, at the cadence of the registration and after the last one.</summary>
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
}
