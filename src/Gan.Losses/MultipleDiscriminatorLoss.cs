namespace Gan.Losses;

/// <summary>
/// GMAN, Durugkar et al. 2017, sections 3.1 and 4.1 (arXiv:1611.01673): several discriminators, one column of the
/// scores [N, k] each. Each discriminator plays the inner game by itself, and G faces Σ wᵢ·Lᵢ with w = softmax(λ·L) of
/// its own losses L against each: λ = 0 is their mean, a large λ the harshest of them.
/// </summary>
/// <remarks>
/// D's objective is the mean over the discriminators. As in the paper's objective, G's gradient flows through the
/// weights too, so that a large λ may turn it away from a discriminator that is far easier than the mean.
/// </remarks>
/// <param name="Inner">The loss that each discriminator plays.</param>
/// <param name="Lambda">Sharpness λ, at least 0; the default 0 (the mean) is the paper's GMAN-0, 1 its GMAN-1.</param>
public sealed record MultipleDiscriminatorLoss(IGanLoss Inner, double Lambda = 0) : IGanLoss
{
    /// <summary>The loss that each discriminator plays.</summary>
    public IGanLoss Inner
    {
        get;
        init => field = Argument.NotNull(value, nameof(Inner));
    } = Argument.NotNull(Inner);

    // Written out so that ToString, which checkpoints compare, names it after Inner.
    /// <summary>Sharpness λ, at least 0.</summary>
    public double Lambda { get; init; } = Lambda;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => [.. Bounds.All(Bounds.AtLeast(0, Lambda)), .. Inner.Problems()];

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(long scores) => Inner.Problems(scores);

    double? IGanLoss.MiddleScore => Inner.MiddleScore;

    bool IGanLoss.WeighsDiscriminators => true;

    /// <inheritdoc/>
    public bool EstimatesWasserstein => Inner.EstimatesWasserstein;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two have different numbers of columns.</exception>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        Scores.Check(real, nameof(real));
        Scores.Check(fake, nameof(fake));
        return Losses(real, fake, Inner.Discriminator).mean();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The two have different numbers of columns.</exception>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        Scores.Check(fake, nameof(fake));
        ArgumentNullException.ThrowIfNull(real);
        // one pass for all columns, and none where the inner loss needs none
        var asked = new Lazy<Tensor>(() => Scores.Evaluate(real, nameof(real)));
        var columns = Columns(fake);
        var losses = stack(
            columns.Select((column, i) => Inner.Generator(column, () => Partner(columns, asked.Value)[i]))
        );
        return ((Lambda * losses).softmax(0) * losses).sum();
    }

    private static Tensor Losses(Tensor a, Tensor b, Func<Tensor, Tensor, Tensor> loss)
    {
        var columns = Columns(a);
        return stack(columns.Zip(Partner(columns, b), loss));
    }

    private static Tensor[] Columns(Tensor scores) => scores.ndim == 2 ? scores.unbind(1) : [scores];

    private static Tensor[] Partner(Tensor[] columns, Tensor other)
    {
        var others = Columns(other);
        return others.Length == columns.Length
            ? others
            : throw new ArgumentException(
                "Real and generated scores must come from equally many discriminators, but come from "
                    + $"{columns.Length} and {others.Length}.",
                "fake"
            );
    }
}
