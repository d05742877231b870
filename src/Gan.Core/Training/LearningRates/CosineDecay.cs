namespace Gan;

/// <summary>Half a cosine from the whole rate to the final one (Loshchilov and Hutter 2017, eq. 5, one period as long
/// as the training).</summary>
/// <param name="Final">Factor at the end, in [0, 1]. Default 0.</param>
public sealed record CosineDecay(double Final = 0) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps) => new HalfCosine(1, Final).Factor(step, steps);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.Of(nameof(CosineDecay), Bounds.In("[0, 1]", Final));
}
