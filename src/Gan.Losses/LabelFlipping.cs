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
/// <param name="Share">Share of samples with a wrong label; the default 0.05 is customary.</param>
/// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 0.5].</exception>
public sealed record LabelFlipping(IGanLoss Inner, double Share = 0.05) : IGanLoss
{
    /// <summary>The loss to be confused.</summary>
    public IGanLoss Inner
    {
        get;
        init => field = Require.Given(value, nameof(Inner));
    } = Require.Given(Inner, nameof(Inner));

    /// <summary>Share of samples with a wrong label, in [0, 0.5]: with more, D would learn the opposite.</summary>
    public double Share
    {
        get;
        init => field = Require.Within(0, 0.5, value, nameof(Share));
    } = Require.Within(0, 0.5, Share, nameof(Share));

    /// <inheritdoc/>
    public bool EstimatesWasserstein => Inner.EstimatesWasserstein;

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        Scores.Checked(real, fake);
        var flips = (long)Math.Round(Share * Math.Min(real.shape[0], fake.shape[0]), MidpointRounding.AwayFromZero);
        return flips == 0
            ? Inner.Discriminator(real, fake)
            : Inner.Discriminator(Swap(real, fake, flips), Swap(fake, real, flips));
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real) => Inner.Generator(fake, real);

    private static Tensor Swap(Tensor scores, Tensor others, long flips) =>
        cat([others.narrow(0, 0, flips), scores.narrow(0, flips, scores.shape[0] - flips)]);
}
