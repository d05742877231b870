namespace Gan.Monitoring;

/// <summary>So many moments of a training, evenly spaced, whatever the cadence of the callback.</summary>
internal struct Moments(int count, TrainingContext context)
{
    private long moment = context.Step * count / context.Settings.Training.Steps;

    /// <summary>True once for each moment; a training that went back to a checkpoint goes through them anew.</summary>
    public bool Due(StepReport report)
    {
        var now = report.Step * count / report.Steps;
        var due = now > moment;
        moment = now;
        return due;
    }
}
