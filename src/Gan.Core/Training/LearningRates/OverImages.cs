namespace Gan;

/// <summary>
/// Another schedule counted in images instead of steps, as papers give theirs: so many images are its whole training,
/// and afterwards it stays where it is. Then the course depends neither on the batch size nor on how long the training
/// goes on. Images are <see cref="TrainingMoment.Images"/>.
/// </summary>
/// <param name="Images">Images of its course. At least 1.</param>
/// <param name="Schedule">The course; what it counts in steps, such as <see cref="StepDecay.Every"/>, is in
/// images.</param>
public sealed record OverImages(long Images, ILearningRateSchedule Schedule) : ILearningRateSchedule
{
    /// <summary>The course.</summary>
    public ILearningRateSchedule Schedule { get; init; } = Argument.NotNull(Schedule);

    /// <inheritdoc/>
    /// <remarks>It knows of no batch, and takes each step for one image. <see cref="At"/> is what a training
    /// asks.</remarks>
    public double Factor(long step, long steps) => At(new(step, steps, 1));

    /// <inheritdoc/>
    public double At(TrainingMoment moment) =>
        Schedule.Factor(1 + Math.Min(moment.Images, Images), Math.Max(1, Images));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        [.. Bounds.Of(nameof(OverImages), Bounds.AtLeast(1, Images)), .. Schedule.Problems()];
}
