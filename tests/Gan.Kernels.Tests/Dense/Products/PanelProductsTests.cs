using System.Runtime.Intrinsics;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Tests.Dense;

/// <summary>
/// Panels and their products beside plain loops, in every width of vectors: .NET computes by software what the
/// processor lacks.
/// </summary>
public sealed unsafe class PanelProductsTests
{
    private readonly Random random = new(2);

    [Fact]
    public void A_panel_holds_32_columns_of_each_line_and_zeros_behind_the_last()
    {
        Packs<Vector128<float>, Lanes128>();
        Packs<Vector256<float>, Lanes256>();
        Packs<Vector512<float>, Lanes512>();
    }

    [Fact]
    public void A_product_is_that_of_plain_loops_for_any_number_of_rows_columns_and_terms()
    {
        Multiplies<Vector128<float>, Lanes128>();
        Multiplies<Vector256<float>, Lanes256>();
        Multiplies<Vector512<float>, Lanes512>();
    }

    private void Packs<V, P>()
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        const int Lines = 5;
        foreach (var columns in new[] { 3, 8, 31, 32, 33, 60, 64 })
        {
            var matrix = Numbers.Whole(random, Lines * columns);
            var turned = new float[matrix.Length];
            for (var i = 0; i < matrix.Length; i++)
            {
                turned[i % columns * Lines + i / columns] = matrix[i];
            }
            for (var first = 0; first < columns; first += Panel)
            {
                var straight = Numbers.Unwritten(Lines * Panel);
                var transposed = Numbers.Unwritten(Lines * Panel);
                fixed (
                    float* b = matrix,
                        bTurned = turned,
                        to = straight,
                        toTurned = transposed
                )
                {
                    PanelProducts<V, P>.Pack(b, Lines, columns, first, to);
                    PanelProducts<V, P>.PackTransposed(bTurned, Lines, columns, first, toTurned);
                }
                var expected = new float[Lines * Panel];
                for (var i = 0; i < expected.Length; i++)
                {
                    var column = first + i % Panel;
                    expected[i] = column < columns ? matrix[i / Panel * columns + column] : 0;
                }
                straight.Should().Equal(expected, "of {0} columns from {1}", columns, first);
                transposed.Should().Equal(expected, "of {0} turned columns from {1}", columns, first);
            }
        }
    }

    private void Multiplies<V, P>()
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        for (var rows = 1; rows <= Panels.Rows; rows++)
        {
            foreach (var columns in new[] { 1, 15, 31, 32 })
            {
                foreach (var terms in new[] { 1, 3, 4, 21 })
                {
                    Multiplies<V, P>(rows, columns, terms, turned: false);
                    Multiplies<V, P>(rows, columns, terms, turned: true);
                }
            }
        }
    }

    private void Multiplies<V, P>(int rows, int columns, int terms, bool turned)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        const int Apart = 40;
        var row = turned ? 1 : terms;
        var term = turned ? rows : 1;
        var a = Numbers.Whole(random, rows * terms);
        var panel = Numbers.Whole(random, terms * Panel);
        var start = Numbers.Whole(random, Panel);
        var result = Numbers.Unwritten(rows * Apart);
        fixed (
            float* x = a,
                y = panel,
                from = start,
                to = result
        )
        {
            PanelProducts<V, P>.Times(x, row, term, rows, y, terms, from, to, Apart, columns);
        }
        var expected = Numbers.Unwritten(rows * Apart);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                expected[i * Apart + j] = start[j];
                for (var k = 0; k < terms; k++)
                {
                    expected[i * Apart + j] += a[i * row + k * term] * panel[k * Panel + j];
                }
            }
        }
        result.Should().Equal(expected, "of {0} rows, {1} columns, {2} terms", rows, columns, terms);
    }
}
