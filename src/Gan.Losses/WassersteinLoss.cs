namespace Gan.Losses;

/// <summary>
/// WGAN, Arjovsky et al. 2017, eq. 2 and algorithm 1 (arXiv:1701.07875), on critic values s:
/// the critic minimises E[s_fake] − E[s_real], the generator −E[s_fake].
/// </summary>
/// <remarks>
/// The critic has to be Lipschitz: join the loss with <see cref="WeightClipping"/> (the paper's way) or with
/// <see cref="GradientPenalty"/>. No sigmoid after the critic.
/// </remarks>
public sealed record WassersteinLoss : IGanLoss
{
    /// <inheritdoc/>
    public bool EstimatesWasserstein => true;

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        (real, fake) = Scores.Check(real, fake);
        return fake.mean() - real.mean();
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real) => -Scores.Check(fake, nameof(fake)).mean();
}
