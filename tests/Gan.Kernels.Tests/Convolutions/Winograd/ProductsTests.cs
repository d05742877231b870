using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Products of transformed values beside plain loops, in every width of vectors.</summary>
public sealed unsafe class ProductsTests
{
    private readonly Random random = new(9);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Panels_are_summed_over_all_their_columns(int panels)
    {
        Times<Vector128<float>, Lanes128>(panels);
        Times<Vector256<float>, Lanes256>(panels);
        Times<Vector512<float>, Lanes512>(panels);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(23, false)]
    [InlineData(64, true)]
    public void Tiles_are_summed_into_what_is_there_or_over_it(int count, bool add)
    {
        TimesTransposed<Vector128<float>, Lanes128>(count, add);
        TimesTransposed<Vector256<float>, Lanes256>(count, add);
        TimesTransposed<Vector512<float>, Lanes512>(count, add);
    }

    private void Times<V, P>(int panels)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        var a = Numbers.Whole(random, panels * Panels.Rows * Panel);
        var b = Numbers.Whole(random, panels * Panel * Panel);
        var result = Numbers.Unwritten(Panels.Rows * Panel);
        fixed (
            float* x = a,
                y = b,
                to = result
        )
        {
            Products<V, P>.Times(x, panels, y, x, y, to);
        }
        var expected = new float[Panels.Rows * Panel];
        for (var i = 0; i < expected.Length; i++)
        {
            for (var k = 0; k < panels * Panel; k++)
            {
                var inA = (k / Panel * Panels.Rows + i / Panel) * Panel + k % Panel;
                expected[i] += a[inA] * b[k * Panel + i % Panel];
            }
        }
        result.Should().Equal(expected, "in vectors of {0} floats", P.Width);
    }

    private void TimesTransposed<V, P>(int count, bool add)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        var a = Numbers.Whole(random, count * Panel);
        var b = Numbers.Whole(random, count * Panel);
        var result = Numbers.Whole(random, Panels.Rows * Panel);
        var expected = add ? [.. result] : new float[Panels.Rows * Panel];
        fixed (
            float* x = a,
                y = b,
                to = result
        )
        {
            Products<V, P>.TimesTransposed(x, y, y, count, add, to);
        }
        for (var i = 0; i < expected.Length; i++)
        {
            for (var k = 0; k < count; k++)
            {
                expected[i] += a[k * Panel + i / Panel] * b[k * Panel + i % Panel];
            }
        }
        result.Should().Equal(expected, "in vectors of {0} floats", P.Width);
    }
}
