using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// Products of transformed values, of 8 rows and 32 columns at a time. Loops over k are unrolled by four.
/// </summary>
internal static unsafe class Products<V, P>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    // Floats of a cache line.
    private const int Line = 16;

    /// <summary>
    /// to[8][32] = Σ over panels and k of a[panel][row][k] · b[panel][k][32]. nextA and nextB are fetched meanwhile:
    /// without that, the products wait a third of their time for the cache's third level.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Times(float* a, nint panels, float* b, float* nextA, float* nextB, float* to)
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
                float* from = a + row * Panel;
                float* by = b + lane;
                for (var panel = panels; panel > 0; panel--)
                {
                    for (var end = from + Panel; from < end; from += 4)
                    {
                        Sums<V, P>.Fetch(nextA);
                        Sums<V, P>.Fetch(nextA + 2 * Rows);
                        Sums<V, P>.Fetch(nextB);
                        nextA += 4 * Rows;
                        nextB += Line;
                        // csharpier-ignore-start
                        Sums<V, P>.Step(from, Panel, by,
                            ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                        Sums<V, P>.Step(from + 1, Panel, by + Panel,
                            ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                        Sums<V, P>.Step(from + 2, Panel, by + 2 * Panel,
                            ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                        Sums<V, P>.Step(from + 3, Panel, by + 3 * Panel,
                            ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                        // csharpier-ignore-end
                        by += 4 * Panel;
                    }
                    from += (Rows - 1) * Panel;
                }
                var place = to + row * Panel + lane;
                Sums<V, P>.Put(place, s00, s01);
                Sums<V, P>.Put(place + Panel, s10, s11);
                Sums<V, P>.Put(place + 2 * Panel, s20, s21);
                Sums<V, P>.Put(place + 3 * Panel, s30, s31);
            }
        }
    }

    /// <summary>
    /// to[8][32] (+)= Σ over rows of a[row][8 of 32] · b[row][32]. What follows b is fetched meanwhile. The sum of a
    /// chunk is added as a whole, which keeps rounding errors from growing with the number of tiles.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TimesTransposed(float* a, float* b, float* nextB, nint count, bool add, float* to)
    {
        for (nint row = 0; row < Rows; row += 4)
        {
            for (nint lane = 0; lane < Panel; lane += 2 * P.Width)
            {
                var place = to + row * Panel + lane;
                for (nint i = 0; i < 4; i++)
                {
                    Sums<V, P>.Fetch(place + i * Panel);
                }
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
                float* fetched = nextB;
                var rest = count;
                for (; rest >= 4; rest -= 4)
                {
                    Sums<V, P>.Fetch(fetched);
                    // csharpier-ignore-start
                    Sums<V, P>.Step(from, 1, by,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    Sums<V, P>.Fetch(fetched + Panel);
                    Sums<V, P>.Step(from + Panel, 1, by + Panel,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    Sums<V, P>.Fetch(fetched + 2 * Panel);
                    Sums<V, P>.Step(from + 2 * Panel, 1, by + 2 * Panel,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    Sums<V, P>.Fetch(fetched + 3 * Panel);
                    Sums<V, P>.Step(from + 3 * Panel, 1, by + 3 * Panel,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    // csharpier-ignore-end
                    from += 4 * Panel;
                    by += 4 * Panel;
                    fetched += 4 * Panel;
                }
                for (; rest > 0; rest--)
                {
                    // csharpier-ignore-start
                    Sums<V, P>.Step(from, 1, by,
                        ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                    // csharpier-ignore-end
                    from += Panel;
                    by += Panel;
                }
                if (add)
                {
                    Sums<V, P>.Add(place, s00, s01);
                    Sums<V, P>.Add(place + Panel, s10, s11);
                    Sums<V, P>.Add(place + 2 * Panel, s20, s21);
                    Sums<V, P>.Add(place + 3 * Panel, s30, s31);
                }
                else
                {
                    Sums<V, P>.Put(place, s00, s01);
                    Sums<V, P>.Put(place + Panel, s10, s11);
                    Sums<V, P>.Put(place + 2 * Panel, s20, s21);
                    Sums<V, P>.Put(place + 3 * Panel, s30, s31);
                }
            }
        }
    }
}
