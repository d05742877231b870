namespace Gan.Losses;

/// <summary>The mean squared difference, which the measure PSNR rewards (Ledig et al. 2017, arXiv:1609.04802,
/// equation 4).</summary>
/// <param name="Weight">λ. At least 0. Default 1.</param>
public sealed record L2Reconstruction(double Weight = 1) : IReconstructionLoss
{
    /// <inheritdoc/>
    public string Name => "l2";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two are no floats of one shape.</exception>
    /// <exception cref="GanConfigurationException">The weight is out of range.</exception>
    public Tensor Distance(Tensor output, Tensor target)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ImagePair.Require(output, target);
        return Weight * (output - target).square().mean();
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Weight));

    /// <inheritdoc/>
    public string Describe() => $"L2Reconstruction {{ Weight = {Weight} }}";
}
