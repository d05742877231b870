namespace Gan.Losses;

/// <summary>
/// The relativistic paired GAN, Jolicoeur-Martineau 2018, section 4 (arXiv:1807.00734): each real sample is compared
/// with one generated sample. With φ of <see cref="Form"/>, D minimises E[φ(s_real − s_fake)] and G minimises
/// E[φ(s_fake − s_real)].
/// </summary>
/// <remarks>
/// In its standard form this is RpGAN, the loss of R3GAN (Huang et al. 2024, arXiv:2501.05441), which has no isolated
/// bad local minima; on its own it need not converge, so R3GAN adds <see cref="R1Penalty"/> and
/// <see cref="R2Penalty"/>. The generator's update costs a further pass of D over real samples.
/// </remarks>
/// <param name="Form">What is made of a difference of scores; the default is RpGAN's.</param>
public sealed record RelativisticPairedLoss(RelativisticForm Form = RelativisticForm.Standard) : IGanLoss
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Named(Form));

    double? IGanLoss.MiddleScore => null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two have different shapes.</exception>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        (real, fake) = Scores.Check(real, fake);
        return Form.Loss(Difference(real, fake));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two have different shapes.</exception>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return Form.Loss(Difference(Scores.Check(fake, nameof(fake)), Scores.Evaluate(real, nameof(real))));
    }

    private static Tensor Difference(Tensor a, Tensor b) =>
        a.shape.AsSpan().SequenceEqual(b.shape)
            ? a - b
            : throw new ArgumentException(
                $"A paired loss needs as many real scores as generated ones, but got {ShapeText.Of(a.shape)} and "
                    + $"{ShapeText.Of(b.shape)}. RelativisticAverageLoss needs no pairs.",
                "fake"
            );
}
