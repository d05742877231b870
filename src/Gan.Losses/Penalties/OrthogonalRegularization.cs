using TorchSharp.Modules;

namespace Gan.Losses;

/// <summary>
/// Orthogonal regularisation, Brock et al. 2019, eq. 3 (arXiv:1809.11096), after Brock et al. 2017 (arXiv:1609.07093):
/// β · Σ over the weights of ‖WWᵀ ⊙ (1 − I)‖²_F. The filters of a layer become unlike each other; their lengths stay
/// free. For either network or both.
/// </summary>
/// <remarks>
/// Of each parameter of at least two axes, W is the matrix with the first axis as rows (the filters of a convolution,
/// the units of a linear layer; the input channels of a transposed convolution). Vectors, such as biases, do not count.
/// The cost is one product of matrices a layer, without any sample.
/// </remarks>
/// <param name="Beta">Weight β, at least 0; the default 1e-4 is the paper's.</param>
public sealed record OrthogonalRegularization(double Beta = 1e-4) : IPenalty, IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Beta));

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The context has no weights of at least two axes.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        Tensor[] terms =
        [
            .. context.Parameters.Where(p => p.ndim > 1).Select(p => Gram.OffDiagonalSquares(p.flatten(1))),
        ];
        return terms.Length > 0
            ? Beta * stack(terms).sum()
            : throw new InvalidOperationException(
                "Orthogonal regularisation needs weights of at least two axes, but the context has none. "
                    + "Set its Parameters."
            );
    }
}
