namespace Gan;

/// <summary>
/// Keeps the rate, then lowers it in a straight line to the end of the training. Gulrajani et al. 2017 and Miyato et
/// al. 2018 decay to 0 from the first step on CIFAR-10; CycleGAN (Zhu et al. 2017) from the middle.
/// </summary>
/// <param name="From">Share of the training after which the decay begins, in [0, 1). Default 0.</param>
/// <param name="Final">Factor at the end, in [0, 1]. Default 0.</param>
public sealed record LinearDecay(double From = 0, double Final = 0) : ILearningRateSchedule
{
    /// <inheritdoc/>
    /// <remarks>The first step of the decay has the whole rate, and the step after the last one would have the final
    /// one.</remarks>
    public double Factor(long step, long steps)
    {
        var past = ((step - 1.0) / steps - From) / (1 - From);
        return 1 - (1 - Final) * Math.Clamp(past, 0, 1);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(LinearDecay), Bounds.In("[0, 1)", From), Bounds.In("[0, 1]", Final));
}
