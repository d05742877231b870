namespace Gan;

/// <summary>A triangle wave between a low rate and the whole one (Smith 2017, section 3.1, "triangular"; PyTorch's
/// CyclicLR). It starts low.</summary>
/// <param name="Period">Steps of one cycle, up and down. At least 2.</param>
/// <param name="Low">Factor at the bottom, in [0, 1]. Default 0.1.</param>
public sealed record CyclicRate(long Period, double Low = 0.1) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps)
    {
        var phase = (step - 1) % Math.Max(2, Period) / (double)Math.Max(2, Period);
        return Low + (1 - Low) * (1 - Math.Abs(2 * phase - 1));
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(CyclicRate), Bounds.AtLeast(2, Period), Bounds.In("[0, 1]", Low));
}
