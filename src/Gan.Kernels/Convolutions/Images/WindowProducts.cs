using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>Products of windows, of 8 rows and 32 columns at a time.</summary>
internal static unsafe class WindowProducts<V, P>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    /// <summary>
    /// to[8][32] = Σ over k of a[row][k] · b[k][32] + bias[32] (null: none); rows of a and of the result lie apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Times(float* a, nint apartA, nint count, float* b, float* bias, float* to, nint apartTo)
    {
        for (nint row = 0; row < Rows; row += 4)
        {
            for (nint lane = 0; lane < Panel; lane += 2 * P.Width)
            {
                V s00 = default;
                V s01 = default;
                if (bias != null)
                {
                    s00 = P.Load(bias + lane);
                    s01 = P.Load(bias + lane + P.Width);
                }
                var s10 = s00;
                var s11 = s01;
                var s20 = s00;
                var s21 = s01;
                var s30 = s00;
                var s31 = s01;
                float* from = a + row * apartA;
                float* by = b + lane;
                for (nint k = 0; k < count; k++)
                {
                    // csharpier-ignore-start
                    Sums<V, P>.Step(from + k, apartA, by,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    // csharpier-ignore-end
                    by += Panel;
                }
                var place = to + row * apartTo + lane;
                Sums<V, P>.Put(place, s00, s01);
                Sums<V, P>.Put(place + apartTo, s10, s11);
                Sums<V, P>.Put(place + 2 * apartTo, s20, s21);
                Sums<V, P>.Put(place + 3 * apartTo, s30, s31);
            }
        }
    }

    /// <summary>to[8][32] += Σ over rows of a[row][8] · b[row][32].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddTransposed(
        float* a,
        nint apartA,
        float* b,
        nint apartB,
        nint count,
        float* to,
        nint apartTo
    )
    {
        for (nint row = 0; row < Rows; row += 4)
        {
            for (nint lane = 0; lane < Panel; lane += 2 * P.Width)
            {
                V s00 = default;
                V s01 = default;
                V s10 = default;
                V s11 = default;
                V s20 = default;
                V s21 = default;
                V s30 = default;
                V s31 = default;
                float* from = a + row;
                float* by = b + lane;
                for (nint i = 0; i < count; i++)
                {
                    // csharpier-ignore-start
                    Sums<V, P>.Step(from, 1, by,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    // csharpier-ignore-end
                    from += apartA;
                    by += apartB;
                }
                var place = to + row * apartTo + lane;
                Sums<V, P>.Add(place, s00, s01);
                Sums<V, P>.Add(place + apartTo, s10, s11);
                Sums<V, P>.Add(place + 2 * apartTo, s20, s21);
                Sums<V, P>.Add(place + 3 * apartTo, s30, s31);
            }
        }
    }
}
