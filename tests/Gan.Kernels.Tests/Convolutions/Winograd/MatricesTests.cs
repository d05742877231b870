using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Each of a tile's matrices has its size, and each transpose is the transpose to the last bit.</summary>
public sealed class MatricesTests
{
    [Fact]
    public void Matrices_of_every_tile_have_their_sizes_and_transposes()
    {
        Fits<Tile22<Vector128<float>, Lanes128>>();
        Fits<Tile42<Vector128<float>, Lanes128>>();
        Fits<Tile43<Vector128<float>, Lanes128>>();
        Fits<Tile45<Vector128<float>, Lanes128>>();
    }

    private static void Fits<T>()
        where T : struct, ITile<Vector128<float>>
    {
        var values = T.Results + T.Taps - 1;
        Fits<DataOf<Vector128<float>, T>, DataTransposedOf<Vector128<float>, T>>(values, values);
        Fits<WeightOf<Vector128<float>, T>, WeightTransposedOf<Vector128<float>, T>>(values, T.Taps);
        Fits<OutOf<Vector128<float>, T>, OutTransposedOf<Vector128<float>, T>>(values, T.Results);
    }

    private static void Fits<M, MTransposed>(int rows, int columns)
        where M : struct, IMatrix<Vector128<float>>
        where MTransposed : struct, IMatrix<Vector128<float>>
    {
        var matrix = TileMatrices.Of<M>();
        var transposed = TileMatrices.Of<MTransposed>();
        (matrix.GetLength(0), matrix.GetLength(1)).Should().Be((rows, columns));
        (transposed.GetLength(0), transposed.GetLength(1)).Should().Be((columns, rows));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[column, row].Should().Be(matrix[row, column], "number ({0}, {1})", row, column);
            }
        }
    }
}
