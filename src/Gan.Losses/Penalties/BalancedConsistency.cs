namespace Gan.Losses;

/// <summary>
/// Balanced consistency regularisation (bCR), Zhao et al. 2020, algorithm 1 (arXiv:2002.04724): λ_real · E[(D(x) −
/// D(T(x)))²] + λ_fake · E[(D(G(z)) − D(T(G(z))))²] for an augmentation T, which D learns to take as no change.
/// </summary>
/// <remarks>It costs two further passes of the discriminator.</remarks>
/// <param name="Augmentation">The change T; the paper uses flips and shifts of a few pixels.</param>
/// <param name="LambdaReal">Weight on real samples, at least 0; the default 10 is the paper's.</param>
/// <param name="LambdaFake">Weight on generated samples, at least 0; the default 10 is the paper's.</param>
public sealed record BalancedConsistency(IAugmentation Augmentation, double LambdaReal = 10, double LambdaFake = 10)
    : IPenalty
{
    /// <summary>The change T.</summary>
    public IAugmentation Augmentation
    {
        get;
        init => field = Argument.NotNull(value, nameof(Augmentation));
    } = Argument.NotNull(Augmentation);

    // Written out so that ToString, which checkpoints compare, names them after Augmentation.
    /// <summary>Weight on real samples, at least 0.</summary>
    public double LambdaReal { get; init; } = LambdaReal;

    /// <summary>Weight on generated samples, at least 0.</summary>
    public double LambdaFake { get; init; } = LambdaFake;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        [.. Bounds.All(Bounds.AtLeast(0, LambdaReal), Bounds.AtLeast(0, LambdaFake)), .. Augmentation.Problems()];

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var augmentation = new AugmentationContext(context.Random);
        Tensor Change(Tensor samples, Tensor scores) =>
            (scores - context.Discriminator(Augmentation.Apply(samples, augmentation))).square().mean();
        return LambdaReal * Change(context.Real, context.RealScores)
            + LambdaFake * Change(context.Fake, context.FakeScores);
    }
}
