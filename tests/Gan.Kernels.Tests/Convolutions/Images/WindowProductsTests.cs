using System.Runtime.Intrinsics;
using Gan.Kernels.Convolutions;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Products of windows beside plain loops, in every width of vectors.</summary>
public sealed unsafe class WindowProductsTests
{
    private readonly Random random = new(10);

    [Theory]
    [InlineData(1, false)]
    [InlineData(17, true)]
    [InlineData(75, false)]
    public void Eight_windows_times_32_features_and_a_bias(int count, bool biased)
    {
        Times<Vector128<float>, Lanes128>(count, biased);
        Times<Vector256<float>, Lanes256>(count, biased);
        Times<Vector512<float>, Lanes512>(count, biased);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(41)]
    public void Eight_features_of_every_window_are_added_to_what_is_there(int count)
    {
        AddTransposed<Vector128<float>, Lanes128>(count);
        AddTransposed<Vector256<float>, Lanes256>(count);
        AddTransposed<Vector512<float>, Lanes512>(count);
    }

    private void Times<V, P>(int count, bool biased)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        const int ApartTo = 48;
        var apart = count + 3;
        var a = Numbers.Whole(random, Panels.Rows * apart);
        var b = Numbers.Whole(random, count * Panel);
        var bias = Numbers.Whole(random, Panel);
        var result = Numbers.Unwritten(Panels.Rows * ApartTo);
        fixed (
            float* x = a,
                y = b,
                shift = bias,
                to = result
        )
        {
            WindowProducts<V, P>.Times(x, apart, count, y, biased ? shift : null, to, ApartTo);
        }
        var expected = Numbers.Unwritten(Panels.Rows * ApartTo);
        for (var row = 0; row < Panels.Rows; row++)
        {
            for (var j = 0; j < Panel; j++)
            {
                var sum = biased ? bias[j] : 0;
                for (var k = 0; k < count; k++)
                {
                    sum += a[row * apart + k] * b[k * Panel + j];
                }
                expected[row * ApartTo + j] = sum;
            }
        }
        result.Should().Equal(expected, "in vectors of {0} floats", P.Width);
    }

    private void AddTransposed<V, P>(int count)
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        const int ApartA = 24;
        const int ApartB = 64;
        const int ApartTo = 96;
        var a = Numbers.Whole(random, (count + 1) * ApartA);
        var b = Numbers.Whole(random, (count + 1) * ApartB);
        var result = Numbers.Whole(random, Panels.Rows * ApartTo);
        float[] expected = [.. result];
        fixed (
            float* x = a,
                y = b,
                to = result
        )
        {
            WindowProducts<V, P>.AddTransposed(x, ApartA, y, ApartB, count, to, ApartTo);
        }
        for (var row = 0; row < Panels.Rows; row++)
        {
            for (var j = 0; j < Panel; j++)
            {
                for (var k = 0; k < count; k++)
                {
                    expected[row * ApartTo + j] += a[k * ApartA + row] * b[k * ApartB + j];
                }
            }
        }
        result.Should().Equal(expected, "in vectors of {0} floats", P.Width);
    }
}
