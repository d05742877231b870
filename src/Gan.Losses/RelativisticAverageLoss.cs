namespace Gan.Losses;

/// <summary>
/// The relativistic average GAN, Jolicoeur-Martineau 2018, section 4 (arXiv:1807.00734): each sample is compared with
/// the mean score of the other kind. With φ of <see cref="Form"/>, D minimises E[φ(s_real − E s_fake)] + E[φ(E s_real −
/// s_fake)], and G the same with real and fake exchanged: RaSGAN, RaLSGAN and RaHingeGAN.
/// </summary>
/// <remarks>
/// Means run over the batch, for each discriminator of [N, k] scores by itself and over all patches of [N, 1, h, w],
/// and gradients flow through them. The generator's update costs a further pass of D over real samples.
/// </remarks>
/// <param name="Form">What is made of a difference of scores; the default is the standard GAN's.</param>
public sealed record RelativisticAverageLoss(RelativisticForm Form = RelativisticForm.Standard) : IGanLoss
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Named(Form));

    double? IGanLoss.MiddleScore => null;

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        (real, fake) = Scores.Check(real, fake);
        return Compare(real, fake);
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        (var other, fake) = Scores.Check(Scores.Evaluate(real, nameof(real)), fake);
        return Compare(fake, other);
    }

    private Tensor Compare(Tensor above, Tensor below) =>
        Form.Loss(above - Scores.Mean(below)) + Form.Loss(Scores.Mean(above) - below);
}
