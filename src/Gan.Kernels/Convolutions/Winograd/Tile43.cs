// Written by eng/WinogradTiles.cs.
using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>F(4x4, 3x3): 36 products in place of 144.</summary>
internal readonly struct Tile43<V, P> : ITile<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Results => 4;

    public static int Taps => 3;

    [MethodImpl(Inlined)]
    public static void Data<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        var d4 = get.Get(4, k);
        var d5 = get.Get(5, k);
        put.Put(0, k, P.Add(Plus(Plus(Plus(d0, d1, 1.5f), d2, -2f), d3, -1.5f), d4));
        put.Put(1, k, Plus(P.Add(Plus(Times(d1, 2f), d2, 5f), d3), d4, -2f));
        put.Put(2, k, Plus(Plus(P.Add(Times(d1, 2f), d2), d3, -5f), d4, 2f));
        put.Put(3, k, Plus(P.Add(Plus(P.Negate(d1), d2, -2f), d3), d4, 2f));
        put.Put(4, k, P.Subtract(Plus(P.Add(Times(d1, -2f), d2), d3, 2f), d4));
        put.Put(5, k, P.Add(Plus(Plus(Plus(d1, d2, 1.5f), d3, -2f), d4, -1.5f), d5));
    }

    [MethodImpl(Inlined)]
    public static void DataTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        var d4 = get.Get(4, k);
        var d5 = get.Get(5, k);
        put.Put(0, k, d0);
        put.Put(1, k, P.Add(Plus(P.Subtract(Plus(Plus(Times(d0, 1.5f), d1, 2f), d2, 2f), d3), d4, -2f), d5));
        put.Put(2, k, Plus(P.Add(Plus(P.Add(Plus(Times(d0, -2f), d1, 5f), d2), d3, -2f), d4), d5, 1.5f));
        put.Put(3, k, Plus(Plus(P.Add(Plus(P.Add(Times(d0, -1.5f), d1), d2, -5f), d3), d4, 2f), d5, -2f));
        put.Put(4, k, Plus(P.Subtract(Plus(Plus(Plus(d0, d1, -2f), d2, 2f), d3, 2f), d4), d5, -1.5f));
        put.Put(5, k, d5);
    }

    [MethodImpl(Inlined)]
    public static void Weight<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        put.Put(0, k, d0);
        put.Put(1, k, Plus(Plus(Times(d0, 0.16666667f), d1, 0.16666667f), d2, 0.16666667f));
        put.Put(2, k, Plus(Plus(Times(d0, 0.16666667f), d1, -0.16666667f), d2, 0.16666667f));
        put.Put(3, k, Plus(Plus(Times(d0, 0.033333335f), d1, 0.06666667f), d2, 0.13333334f));
        put.Put(4, k, Plus(Plus(Times(d0, 1.0666667f), d1, -0.53333336f), d2, 0.26666668f));
        put.Put(5, k, d2);
    }

    [MethodImpl(Inlined)]
    public static void WeightTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        var d4 = get.Get(4, k);
        var d5 = get.Get(5, k);
        put.Put(0, k, Plus(Plus(Plus(Plus(d0, d1, 0.16666667f), d2, 0.16666667f), d3, 0.033333335f), d4, 1.0666667f));
        put.Put(1, k, Plus(Plus(Plus(Times(d1, 0.16666667f), d2, -0.16666667f), d3, 0.06666667f), d4, -0.53333336f));
        var part2 = Plus(Times(d1, 0.16666667f), d2, 0.16666667f);
        put.Put(2, k, P.Add(Plus(Plus(part2, d3, 0.13333334f), d4, 0.26666668f), d5));
    }

    [MethodImpl(Inlined)]
    public static void Out<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        put.Put(0, k, d0);
        put.Put(1, k, P.Add(P.Add(P.Add(d0, d1), d2), d3));
        put.Put(2, k, P.Subtract(P.Add(P.Subtract(d0, d1), d2), d3));
        put.Put(3, k, Plus(Plus(Plus(d0, d1, 2f), d2, 4f), d3, 8f));
        put.Put(4, k, Plus(Plus(Plus(d0, d1, -0.5f), d2, 0.25f), d3, -0.125f));
        put.Put(5, k, d3);
    }

    [MethodImpl(Inlined)]
    public static void OutTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        var d4 = get.Get(4, k);
        var d5 = get.Get(5, k);
        put.Put(0, k, P.Add(P.Add(P.Add(P.Add(d0, d1), d2), d3), d4));
        put.Put(1, k, Plus(Plus(P.Subtract(d1, d2), d3, 2f), d4, -0.5f));
        put.Put(2, k, Plus(Plus(P.Add(d1, d2), d3, 4f), d4, 0.25f));
        put.Put(3, k, P.Add(Plus(Plus(P.Subtract(d1, d2), d3, 8f), d4, -0.125f), d5));
    }

    [MethodImpl(Inlined)]
    private static V Times(V a, float factor) => P.Multiply(P.All(factor), a);

    [MethodImpl(Inlined)]
    private static V Plus(V sum, V a, float factor) => P.MultiplyAdd(P.All(factor), a, sum);
}
