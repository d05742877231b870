namespace Gan.Losses;

/// <summary>
/// The non-saturating game of Goodfellow et al. 2014, section 3 (arXiv:1406.2661), on logits s, where D = sigmoid(s):
/// D minimises −E[log D(x)] − E[log(1 − D(G(z)))] = E[softplus(−s_real)] + E[softplus(s_fake)],
/// G minimises −E[log D(G(z))] = E[softplus(−s_fake)].
/// </summary>
/// <remarks>
/// D's objective is that of <see cref="MinimaxLoss"/>, and so is the fixed point; G's gradient is strongest exactly
/// where D rejects its samples. This is "binary cross-entropy with flipped labels" in the DCGAN codebases, and the
/// "logistic" or "softplus" loss of StyleGAN (there with <see cref="R1Penalty"/>).
/// </remarks>
public sealed record NonSaturatingLoss : IGanLoss
{
    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        (real, fake) = Scores.Check(real, fake);
        return (-real).softplus().mean() + fake.softplus().mean();
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real) => (-Scores.Check(fake, nameof(fake))).softplus().mean();
}
