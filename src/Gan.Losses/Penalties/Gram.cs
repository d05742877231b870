namespace Gan.Losses;

/// <summary>How alike the rows of a matrix are.</summary>
internal static class Gram
{
    /// <summary>Σ over pairs i ≠ j of (rowᵢ · rowⱼ)², a scalar.</summary>
    public static Tensor OffDiagonalSquares(Tensor rows)
    {
        var gram = rows.mm(rows.t());
        return (gram - gram.diagonal().diag()).square().sum();
    }
}
