namespace Gan.Losses;

/// <summary>
/// Label flipping, soumith/ganhacks, item 6: a share of D's samples is shown under the wrong label, real as generated
/// and generated as real, which holds a D back that wins too early. G's objective stays the inner loss's.
/// </summary>
/// <remarks>
/// The first round(share · N) samples of both batches change places. The order within a batch is random, so this equals
/// flipping labels at random, and the number of flips does not vary. A share that rounds to no sample of the batch
/// flips nothing.
/// </remarks>
/// <param name="Inner">The loss to be confused.</param>
/// <param name="Share">Share of samples with a wrong label, in [0, 0.5]: with more, D would learn the opposite; the
/// default 0.05 is customary.</param>
public sealed record LabelFlipping(IGanLoss Inner, double Share = 0.05) : IGanLoss
{
    /// <summary>The loss to be confused.</summary>
    public IGanLoss Inner
    {
        get;
        init => field = Argument.NotNull(value, nameof(Inner));
    } = Argument.NotNull(Inner);

    // Written out so that ToString, which checkpoints compare, names it after Inner.
    /// <summary>Share of samples with a wrong label, in [0, 0.5].</summary>
    public double Share { get; init; } = Share;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => [.. Bounds.All(Bounds.Within(0, 0.5, Share)), .. Inner.Problems()];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(long scores)
    {
        if (Share > 0 && Flips(scores) == 0)
        {
            var share = FormattableString.Invariant($"{Share} of {scores} scores");
            yield return new Problem(
                $"LabelFlipping.Share {share} is less than half a score, so that nothing would be flipped.",
                "Take a larger share or batch."
            );
        }
        foreach (var problem in Inner.Problems(scores))
        {
            yield return problem;
        }
    }

    double? IGanLoss.MiddleScore => Inner.MiddleScore;

    bool IGanLoss.WeighsDiscriminators => Inner.WeighsDiscriminators;

    /// <inheritdoc/>
    public bool EstimatesWasserstein => Inner.EstimatesWasserstein;

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        Scores.Check(real, fake);
        var flips = Flips(Math.Min(real.shape[0], fake.shape[0]));
        return flips == 0
            ? Inner.Discriminator(real, fake)
            : Inner.Discriminator(Swap(real, fake, flips), Swap(fake, real, flips));
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return Inner.Generator(fake, real);
    }

    private long Flips(long scores) => (long)Math.Round(Share * scores, MidpointRounding.AwayFromZero);

    private static Tensor Swap(Tensor scores, Tensor others, long flips) =>
        cat([others.narrow(0, 0, flips), scores.narrow(0, flips, scores.shape[0] - flips)]);
}
