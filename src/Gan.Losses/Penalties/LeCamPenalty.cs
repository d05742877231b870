namespace Gan.Losses;

/// <summary>
/// LeCam regularisation, Tseng et al. 2021, section 3 (arXiv:2104.03310): λ · (E[(D(x) − α_F)²] + E[(D(G(z)) − α_R)²]),
/// where the anchors α_R and α_F are running means of the scores of real and of generated samples. It holds D's scores
/// of the two together, for training on few data.
/// </summary>
/// <remarks>
/// The anchors stand in <see cref="PenaltyContext.Memory"/>, start as the first batch's means, and take in each batch
/// before they are used. No gradient flows through them; several discriminators have their own. The authors' code also
/// cuts both differences off below 0, which the paper's formula does not.
/// </remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 0.3 is that of the authors' code for BigGAN on
/// CIFAR-10.</param>
/// <param name="Decay">Share of the running means that stays in an update, in [0, 1]; the default 0.99 is that of the
/// authors' code.</param>
public sealed record LeCamPenalty(double Lambda = 0.3, double Decay = 0.99) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda), Bounds.Within(0, 1, Decay));

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var real = context.Memory.RunningMean("real scores", Scores.Mean(context.RealScores), Decay);
        var fake = context.Memory.RunningMean("fake scores", Scores.Mean(context.FakeScores), Decay);
        return Lambda * ((context.RealScores - fake).square().mean() + (context.FakeScores - real).square().mean());
    }
}
