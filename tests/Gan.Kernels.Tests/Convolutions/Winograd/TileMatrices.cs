using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>The numbers of a tile's matrices, by their products with unit vectors.</summary>
internal static unsafe class TileMatrices
{
    /// <summary>The matrix M as [outputs, inputs].</summary>
    internal static double[,] Of<M>()
        where M : struct, IMatrix<Vector128<float>>
    {
        var numbers = new double[M.Outputs, M.Inputs];
        for (var input = 0; input < M.Inputs; input++)
        {
            var from = new float[M.Inputs * Lanes128.Width];
            var result = new float[M.Outputs * Lanes128.Width];
            Array.Fill(from, 1, input * Lanes128.Width, Lanes128.Width);
            fixed (
                float* x = from,
                    y = result
            )
            {
                var get = new Grid<Vector128<float>, Lanes128>(x, Lanes128.Width, 0);
                var put = new Grid<Vector128<float>, Lanes128>(y, Lanes128.Width, 0);
                M.Apply(get, put, 0);
            }
            for (var output = 0; output < M.Outputs; output++)
            {
                numbers[output, input] = result[output * Lanes128.Width];
            }
        }
        return numbers;
    }
}
