namespace Gan.Losses;

/// <summary>
/// The hinge loss, Lim and Ye 2017, eq. 10 and 11 (arXiv:1705.02894), and eq. 16 and 17 of SNGAN (Miyato et al. 2018,
/// arXiv:1802.05957), on unbounded scores s: D minimises E[max(0, 1 − s_real)] + E[max(0, 1 + s_fake)], G minimises
/// −E[s_fake].
/// </summary>
/// <remarks>D's gradient ends at a margin of 1, G's never: join it with spectral normalisation or
/// <see cref="R1Penalty"/>, which bound D's slope.</remarks>
public sealed record HingeLoss : IGanLoss
{
    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        (real, fake) = Scores.Check(real, fake);
        return (1 - real).relu().mean() + (1 + fake).relu().mean();
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real) => -Scores.Check(fake, nameof(fake)).mean();
}
