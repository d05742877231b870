using Gan.Losses;

namespace Gan;

/// <summary>A penalty and how often it is due.</summary>
/// <param name="Penalty">The penalty.</param>
/// <param name="Every">Due in each Every-th discriminator update, scaled by Every (lazy regularisation, Karras et al.
/// 2020, without their correction of the optimiser's rate and β). At least 1.</param>
public sealed record ScheduledPenalty(IPenalty Penalty, int Every = 1)
{
    /// <summary>What its weight is multiplied by in the course of the training. Default: constant.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>The penalty's own line, how often it is due, and the course of its weight where it has one.</summary>
    public string Describe() => $"{Penalty.Describe()} every {Every}{WeightCourse.Text(Schedule)}";
}

/// <summary>A term of the generator's objective and how often it is due.</summary>
/// <param name="Penalty">The term.</param>
/// <param name="Every">Due in each Every-th generator update, scaled by Every. At least 1.</param>
public sealed record ScheduledGeneratorPenalty(IGeneratorPenalty Penalty, int Every = 1)
{
    /// <summary>What its weight is multiplied by in the course of the training. Default: constant.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>The term's own line, how often it is due, and the course of its weight where it has one.</summary>
    public string Describe() => $"{Penalty.Describe()} every {Every}{WeightCourse.Text(Schedule)}";
}

// Checkpoints from before weights had a course do not name it, so neither does the text of none.
file static class WeightCourse
{
    internal static string Text(ILearningRateSchedule schedule) =>
        schedule is ConstantRate ? "" : $" times {InvariantText.Of(schedule)}";
}
