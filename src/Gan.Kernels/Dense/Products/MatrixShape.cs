namespace Gan.Kernels;

/// <summary>
/// A product of matrices in memory: result [Rows, Columns], summed over Terms. Numbers of a line lie beside each other.
/// </summary>
/// <param name="Rows">Rows of the first factor and of the result.</param>
/// <param name="Columns">Columns of the second factor and of the result.</param>
/// <param name="Terms">Columns of the first factor, rows of the second.</param>
internal readonly record struct MatrixShape(nint Rows, nint Columns, nint Terms)
{
    internal long Multiplications => (long)Rows * Columns * Terms;
}
