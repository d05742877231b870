namespace Gan.Losses;

/// <summary>
/// The pulling-away term of EBGAN, Zhao et al. 2017, eq. 4 (arXiv:1609.03126): λ / (N(N − 1)) · Σ over i ≠ j of
/// cos²(f(xᵢ), f(xⱼ)), where f is the discriminator's last hidden layer and x are generated samples. Samples of a batch
/// are to differ.
/// </summary>
/// <remarks>The cosine is that of two samples' features: each sample's own vector is brought to length 1. It costs a
/// pass of the discriminator.</remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 0.1 is the paper's.</param>
public sealed record PullingAway(double Lambda = 0.1) : IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is only one sample.</exception>
    /// <exception cref="InvalidOperationException">The discriminator gives no features.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var features = context.Features(context.Fake).flatten(1);
        var count = features.shape[0];
        if (count < 2)
        {
            throw new ArgumentException(
                $"The pulling-away term compares samples of a batch and needs at least 2, but got {count}.",
                nameof(context)
            );
        }
        return Lambda / (count * (count - 1)) * Gram.OffDiagonalSquares(nn.functional.normalize(features, dim: 1));
    }
}
