namespace Gan.Losses;

/// <summary>
/// Label smoothing, Salimans et al. 2016, section 3.4 (arXiv:1606.03498): D's binary cross-entropy aims at softer
/// targets than 1 and 0, so that it does not grow its logits without end. D minimises E[BCE(s_real, real target)] +
/// E[BCE(s_fake, fake target)]; G's objective stays the inner loss's.
/// </summary>
/// <remarks>
/// The paper smooths one side only: with a fake target above 0, D's optimum has p_g in its numerator, which holds
/// generated samples where they are. Give <see cref="Fake"/> for two sides.
/// </remarks>
/// <param name="Inner">The loss whose targets are 1 and 0: <see cref="NonSaturatingLoss"/> or
/// <see cref="MinimaxLoss"/>.</param>
/// <param name="Real">Target of real samples, in [0.5, 1]; the default 0.9 is the paper's.</param>
/// <param name="Fake">Target of generated samples, in [0, 0.5]; the default 0 is the paper's, one-sided.</param>
public sealed record LabelSmoothing(IGanLoss Inner, double Real = 0.9, double Fake = 0) : IGanLoss
{
    /// <summary>The loss whose targets are 1 and 0.</summary>
    public IGanLoss Inner
    {
        get;
        init => field = Argument.NotNull(value, nameof(Inner));
    } = Argument.NotNull(Inner);

    // Written out so that ToString, which checkpoints compare, names them after Inner.
    /// <summary>Target of real samples, in [0.5, 1].</summary>
    public double Real { get; init; } = Real;

    /// <summary>Target of generated samples, in [0, 0.5].</summary>
    public double Fake { get; init; } = Fake;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(HasTargets(Inner), Bounds.Within(0.5, 1, Real), Bounds.Within(0, 0.5, Fake));

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        (real, fake) = Scores.Check(real, fake);
        return BinaryCrossEntropy(real, Real) + BinaryCrossEntropy(fake, Fake);
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return Inner.Generator(fake, real);
    }

    // −t log σ(s) − (1 − t) log(1 − σ(s)), in the form that stays finite and exact for any logit
    private static Tensor BinaryCrossEntropy(Tensor logits, double target) =>
        (target * (-logits).softplus() + (1 - target) * logits.softplus()).mean();

    private static Problem? HasTargets(IGanLoss inner) =>
        inner switch
        {
            NonSaturatingLoss or MinimaxLoss => null,
            LeastSquaresLoss => new Problem(
                "LeastSquaresLoss has targets of its own:",
                "write new LeastSquaresLoss(B: 0.9) instead of LabelSmoothing."
            ),
            _ => new Problem(
                $"Label smoothing changes the targets of a binary cross-entropy, and {inner.GetType().Name} has none.",
                "Use NonSaturatingLoss or MinimaxLoss."
            ),
        };
}
