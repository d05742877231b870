namespace Gan;

/// <summary>Multiplies the rate by a factor after each so many steps (PyTorch's StepLR, counted in generator
/// updates).</summary>
/// <param name="Every">Steps between two drops. At least 1.</param>
/// <param name="Gamma">Factor of a drop, in (0, 1]. Default 0.1.</param>
public sealed record StepDecay(long Every, double Gamma = 0.1) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps) => Math.Pow(Gamma, (step - 1) / Math.Max(1, Every));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(StepDecay), Bounds.AtLeast(1, Every), Bounds.In("(0, 1]", Gamma));
}
