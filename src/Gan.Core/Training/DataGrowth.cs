namespace Gan;

/// <summary>Lets the part of the data set that is trained on grow in a straight line (a curriculum; Bengio et al.
/// 2009). The data set's first samples come first.</summary>
/// <param name="Start">Share of the data in use at the start, in (0, 1].</param>
/// <param name="FullAt">Share of the training's discriminator updates after which all is in use, in (0, 1]. Default
/// 0.5.</param>
public sealed record DataGrowth(double Start, double FullAt = 0.5)
{
    /// <summary>Samples in use at a moment: at least one batch.</summary>
    /// <param name="progress">Share of the training done, in [0, 1].</param>
    /// <param name="count">Samples of the whole set.</param>
    /// <param name="batchSize">Samples of a batch.</param>
    public long Count(double progress, long count, int batchSize) =>
        Math.Clamp(
            (long)Math.Ceiling(count * (Start + (1 - Start) * Math.Min(1, progress / FullAt))),
            Math.Min(batchSize, count),
            count
        );

    internal IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(DataGrowth), Bounds.In("(0, 1]", Start), Bounds.In("(0, 1]", FullAt));
}
