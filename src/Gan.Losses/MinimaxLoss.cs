namespace Gan.Losses;

/// <summary>
/// The minimax game of Goodfellow et al. 2014, eq. 1 (arXiv:1406.2661), on logits s, where D = sigmoid(s):
/// D minimises −E[log D(x)] − E[log(1 − D(G(z)))] = E[softplus(−s_real)] + E[softplus(s_fake)],
/// G minimises E[log(1 − D(G(z)))] = −E[softplus(s_fake)].
/// </summary>
/// <remarks>
/// G's gradient vanishes where D rejects the samples with confidence (section 3 of the paper), which is why
/// <see cref="NonSaturatingLoss"/> is what is used in practice. Softplus keeps values and gradients finite for any
/// logit, where log(sigmoid(s)) gives −∞ from about |s| = 90 on in single precision.
/// </remarks>
public sealed record MinimaxLoss : IGanLoss
{
    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        (real, fake) = Scores.Check(real, fake);
        return (-real).softplus().mean() + fake.softplus().mean();
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real) => -Scores.Check(fake, nameof(fake)).softplus().mean();
}
