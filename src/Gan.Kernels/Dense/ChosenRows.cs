using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gan.Kernels;

/// <summary>A row and what it is multiplied by.</summary>
internal struct ChosenRow
{
    internal int Number;
    internal float Factor;
}

/// <summary>Sums of some rows of a matrix, in the order in which they are named.</summary>
internal static unsafe class ChosenRows
{
    private const int Together = 8; // vectors of a sum that stay in registers while all rows are added

    /// <summary>sum[k] = Σ factor · rows[number · width + k]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sum(ChosenRow* chosen, nint count, float* rows, nint width, float* sum)
    {
        nint lanes = Vector<float>.Count;
        nint k = 0;
        for (; k <= width - Together * lanes; k += Together * lanes)
        {
            Eight(chosen, count, rows + k, width, sum + k);
        }
        for (; k <= width - 2 * lanes; k += 2 * lanes)
        {
            Two(chosen, count, rows + k, width, sum + k);
        }
        for (; k <= width - lanes; k += lanes)
        {
            Vector<float> a = default;
            for (nint i = 0; i < count; i++)
            {
                a = Vector.FusedMultiplyAdd(new(chosen[i].Factor), Vector.Load(rows + chosen[i].Number * width + k), a);
            }
            Vector.Store(a, sum + k);
        }
        for (; k < width; k++)
        {
            var a = 0f;
            for (nint i = 0; i < count; i++)
            {
                a = MathF.FusedMultiplyAdd(chosen[i].Factor, rows[chosen[i].Number * width + k], a);
            }
            sum[k] = a;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(ChosenRow* chosen, nint count, float* rows, nint width, float* sum)
    {
        nint lanes = Vector<float>.Count;
        Vector<float> a = default;
        Vector<float> b = default;
        Vector<float> c = default;
        Vector<float> d = default;
        Vector<float> e = default;
        Vector<float> f = default;
        Vector<float> g = default;
        Vector<float> h = default;
        for (var end = chosen + count; chosen < end; chosen++)
        {
            var row = rows + chosen->Number * width;
            var factor = new Vector<float>(chosen->Factor);
            a = Vector.FusedMultiplyAdd(factor, Vector.Load(row), a);
            b = Vector.FusedMultiplyAdd(factor, Vector.Load(row + lanes), b);
            c = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 2 * lanes), c);
            d = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 3 * lanes), d);
            e = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 4 * lanes), e);
            f = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 5 * lanes), f);
            g = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 6 * lanes), g);
            h = Vector.FusedMultiplyAdd(factor, Vector.Load(row + 7 * lanes), h);
        }
        Vector.Store(a, sum);
        Vector.Store(b, sum + lanes);
        Vector.Store(c, sum + 2 * lanes);
        Vector.Store(d, sum + 3 * lanes);
        Vector.Store(e, sum + 4 * lanes);
        Vector.Store(f, sum + 5 * lanes);
        Vector.Store(g, sum + 6 * lanes);
        Vector.Store(h, sum + 7 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(ChosenRow* chosen, nint count, float* rows, nint width, float* sum)
    {
        nint lanes = Vector<float>.Count;
        Vector<float> a = default;
        Vector<float> b = default;
        for (var end = chosen + count; chosen < end; chosen++)
        {
            var row = rows + chosen->Number * width;
            var factor = new Vector<float>(chosen->Factor);
            a = Vector.FusedMultiplyAdd(factor, Vector.Load(row), a);
            b = Vector.FusedMultiplyAdd(factor, Vector.Load(row + lanes), b);
        }
        Vector.Store(a, sum);
        Vector.Store(b, sum + lanes);
    }
}
