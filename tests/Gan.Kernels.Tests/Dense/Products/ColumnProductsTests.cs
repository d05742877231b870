using System.Runtime.Intrinsics;

namespace Gan.Kernels.Tests.Dense;

/// <summary>A product of a turned matrix beside plain loops, in every width of vectors.</summary>
public sealed unsafe class ColumnProductsTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(8, 32, 7, 1)]
    [InlineData(9, 33, 5, 2)]
    [InlineData(67, 100, 41, 2)]
    [InlineData(31, 130, 64, 3)]
    public void It_is_that_of_plain_loops_on_any_number_of_threads(int rows, int columns, int terms, int threads)
    {
        using var limited = new Threads(threads);
        Multiplies<Vector128<float>, Lanes128>(rows, columns, terms);
        Multiplies<Vector256<float>, Lanes256>(rows, columns, terms);
        Multiplies<Vector512<float>, Lanes512>(rows, columns, terms);
    }

    private static void Multiplies<V, P>(int rows, int columns, int terms)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        var random = new Random(rows);
        var a = Numbers.Whole(random, terms * rows);
        var b = Numbers.Whole(random, terms * columns);
        var result = Numbers.Unwritten(rows * columns);
        fixed (
            float* x = a,
                y = b,
                to = result
        )
        {
            ColumnProducts<V, P>.Run(new MatrixShape(rows, columns, terms), x, y, to);
        }
        var expected = new float[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                for (var k = 0; k < terms; k++)
                {
                    expected[i * columns + j] += a[k * rows + i] * b[k * columns + j];
                }
            }
        }
        result.Should().Equal(expected, "in vectors of {0} floats", P.Width);
    }
}
