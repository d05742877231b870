using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels;

/// <summary>A product of some rows with a panel of 32 columns, over all terms.</summary>
internal static unsafe class PanelProducts<V, P>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    /// <summary>
    /// Of each of b's lines 32 numbers from the first on, and zeros where a line ends before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack(float* b, nint lines, nint columns, nint first, float* panel)
    {
        var count = Math.Min(Panel, columns - first);
        for (nint k = 0; k < lines; k++)
        {
            float* from = b + k * columns + first;
            float* to = panel + k * Panel;
            if (count == Panel)
            {
                for (nint lane = 0; lane < Panel; lane += P.Width)
                {
                    P.Store(to + lane, P.Load(from + lane));
                }
                continue;
            }
            for (nint i = 0; i < Panel; i++)
            {
                to[i] = i < count ? from[i] : 0;
            }
        }
    }

    /// <summary>The same of a matrix that lies turned: 32 numbers of a line are one of each of b's lines.</summary>
    // Eight lines at a time: their numbers may all want the same places of the first cache, which has twelve of a kind.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackTransposed(float* b, nint lines, nint columns, nint first, float* panel)
    {
        var count = Math.Min(Panel, columns - first);
        nint column = 0;
        for (; column <= count - 8; column += 8)
        {
            Turn(b + (first + column) * lines, lines, panel + column);
        }
        for (; column < Panel; column++)
        {
            var from = b + (first + column) * lines;
            for (nint k = 0; k < lines; k++)
            {
                panel[k * Panel + column] = column < count ? from[k] : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(float* from, nint apart, float* to)
    {
        float* a = from;
        float* b = a + apart;
        float* c = b + apart;
        float* d = c + apart;
        float* e = d + apart;
        float* f = e + apart;
        float* g = f + apart;
        float* h = g + apart;
        for (nint k = 0; k < apart; k++, to += Panel)
        {
            to[0] = a[k];
            to[1] = b[k];
            to[2] = c[k];
            to[3] = d[k];
            to[4] = e[k];
            to[5] = f[k];
            to[6] = g[k];
            to[7] = h[k];
        }
    }

    /// <summary>
    /// to[i][columns] = start[columns] + Σ over k of a[i · row + k · term] · panel[k][columns], for at most 8 rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Times(
        float* a,
        nint row,
        nint term,
        nint rows,
        float* panel,
        nint terms,
        float* start,
        float* to,
        nint apart,
        nint columns
    )
    {
        var block = stackalloc float[4 * Panel];
        nint first = 0;
        for (; first <= rows - 4; first += 4)
        {
            var full = columns == Panel;
            Four(
                a + first * row,
                row,
                term,
                panel,
                terms,
                start,
                full ? to + first * apart : block,
                full ? apart : Panel
            );
            if (full)
            {
                continue;
            }
            for (nint i = 0; i < 4; i++)
            {
                Copy(block + i * Panel, to + (first + i) * apart, columns);
            }
        }
        for (; first < rows; first++)
        {
            One(a + first * row, term, panel, terms, start, block);
            Copy(block, to + first * apart, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(
        float* a,
        nint row,
        nint term,
        float* panel,
        nint terms,
        float* start,
        float* to,
        nint apart
    )
    {
        for (nint lane = 0; lane < Panel; lane += 2 * P.Width)
        {
            var s00 = P.Load(start + lane);
            var s01 = P.Load(start + lane + P.Width);
            var s10 = s00;
            var s11 = s01;
            var s20 = s00;
            var s21 = s01;
            var s30 = s00;
            var s31 = s01;
            float* from = a;
            float* by = panel + lane;
            var rest = terms;
            for (; rest >= 4; rest -= 4)
            {
                // csharpier-ignore-start
                Sums<V, P>.Step(from, row, by,
                    ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                Sums<V, P>.Step(from + term, row, by + Panel,
                    ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                Sums<V, P>.Step(from + 2 * term, row, by + 2 * Panel,
                    ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                Sums<V, P>.Step(from + 3 * term, row, by + 3 * Panel,
                    ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                // csharpier-ignore-end
                from += 4 * term;
                by += 4 * Panel;
            }
            for (; rest > 0; rest--)
            {
                // csharpier-ignore-start
                Sums<V, P>.Step(from, row, by,
                    ref s00, ref s01, ref s10, ref s11, ref s20, ref s21, ref s30, ref s31);
                // csharpier-ignore-end
                from += term;
                by += Panel;
            }
            var place = to + lane;
            Sums<V, P>.Put(place, s00, s01);
            Sums<V, P>.Put(place + apart, s10, s11);
            Sums<V, P>.Put(place + 2 * apart, s20, s21);
            Sums<V, P>.Put(place + 3 * apart, s30, s31);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* a, nint term, float* panel, nint terms, float* start, float* to)
    {
        for (nint lane = 0; lane < Panel; lane += P.Width)
        {
            var sum = P.Load(start + lane);
            for (nint k = 0; k < terms; k++)
            {
                sum = P.MultiplyAdd(P.All(a[k * term]), P.Load(panel + k * Panel + lane), sum);
            }
            P.Store(to + lane, sum);
        }
    }

    private static void Copy(float* from, float* to, nint count)
    {
        for (nint i = 0; i < count; i++)
        {
            to[i] = from[i];
        }
    }
}
