namespace Gan;

/// <summary>
/// The moving average of weights by its half-life in images, so that it does not depend on the batch size (Karras et
/// al. 2020, StyleGAN2): in each step the average keeps 0.5^(batch size / half-life) of itself.
/// </summary>
/// <param name="Images">Images after which half of a weight's share is forgotten. Greater than 0. StyleGAN2 has 10,000
/// to 20,000.</param>
/// <param name="RampUp">Bounds the half-life by this share of the images so far, so that a training is not held back by
/// its first weights: 0.05 in StyleGAN2-ADA (Karras et al. 2020b). Greater than 0; null (the default) for none.</param>
public sealed record HalfLife(double Images, double? RampUp = null)
{
    /// <summary>What the half-life is multiplied by in the course of the training. Default: constant.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>What the average keeps of itself in a step, in [0, 1): 0 where the half-life is 0.</summary>
    /// <param name="moment">Where the step stands.</param>
    public double Decay(TrainingMoment moment)
    {
        var images = Images * Schedule.At(moment);
        if (RampUp is { } share)
        {
            images = Math.Min(images, share * moment.Images);
        }
        return images > 0 ? Math.Pow(0.5, moment.BatchSize / images) : 0;
    }

    /// <summary>What is out of range, each with its bound and value.</summary>
    public IEnumerable<Problem> Problems() =>
        [.. Bounds.Of(nameof(HalfLife), Bounds.Above(0, Images), Bounds.Above(0, RampUp)), .. Schedule.Problems()];
}
