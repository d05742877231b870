namespace Gan.Losses;

/// <summary>
/// LSGAN, Mao et al. 2017, eq. 2 (arXiv:1611.04076), on unbounded scores s:
/// D minimises ½E[(s_real − b)²] + ½E[(s_fake − a)²], G minimises ½E[(s_fake − c)²].
/// </summary>
/// <param name="A">Target of generated samples for D, any finite number; the default 0 is eq. 9 of the paper.</param>
/// <param name="B">Target of real samples for D, any finite number; the default 1 is eq. 9 of the paper.</param>
/// <param name="C">Target of generated samples for G, any finite number; the default 1 is eq. 9 of the paper.</param>
public sealed record LeastSquaresLoss(double A = 0, double B = 1, double C = 1) : IGanLoss
{
    /// <summary>(a, b, c) = (0, 1, 1), eq. 9 of the paper: G aims at what D takes for real.</summary>
    public static LeastSquaresLoss ZeroOneOne { get; } = new();

    /// <summary>
    /// (a, b, c) = (−1, 1, 0), eq. 8 of the paper: b − c = 1 and b − a = 2, so that the game minimises the Pearson χ²
    /// divergence between p_data + p_g and 2 p_g.
    /// </summary>
    public static LeastSquaresLoss MinusOneOneZero { get; } = new(-1, 1, 0);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Finite(A), Bounds.Finite(B), Bounds.Finite(C));

    double? IGanLoss.MiddleScore => (A + B) / 2;

    /// <inheritdoc/>
    public Tensor Discriminator(Tensor real, Tensor fake)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        (real, fake) = Scores.Check(real, fake);
        return HalfSquare(real, B) + HalfSquare(fake, A);
    }

    /// <inheritdoc/>
    public Tensor Generator(Tensor fake, Func<Tensor> real)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        return HalfSquare(Scores.Check(fake, nameof(fake)), C);
    }

    private static Tensor HalfSquare(Tensor scores, double target) => 0.5 * (scores - target).square().mean();
}
