namespace Gan.Losses;

/// <summary>The mean absolute difference (Isola et al. 2017, arXiv:1611.07004, equation 3): it blurs less than a
/// squared one.</summary>
/// <param name="Weight">λ. At least 0. Default 100, the paper's.</param>
public sealed record L1Reconstruction(double Weight = 100) : IReconstructionLoss
{
    /// <inheritdoc/>
    public string Name => "l1";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two are no floats of one shape.</exception>
    /// <exception cref="GanConfigurationException">The weight is out of range.</exception>
    public Tensor Distance(Tensor output, Tensor target)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ImagePair.Require(output, target);
        return Weight * (output - target).abs().mean();
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Weight));

    /// <inheritdoc/>
    public string Describe() => $"L1Reconstruction {{ Weight = {Weight} }}";
}
