// Written by eng/WinogradTiles.cs.
using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>F(4x4, 2x2): 25 products in place of 64.</summary>
internal readonly struct Tile42<V, P> : ITile<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Results => 4;

    public static int Taps => 2;

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
        put.Put(0, k, P.Add(Plus(Plus(d0, d1, -1.5f), d2, -1.5f), d3));
        put.Put(1, k, P.Subtract(Plus(P.Negate(d1), d2, 2.5f), d3));
        put.Put(2, k, Plus(P.Add(P.Negate(d1), d2), d3, 2f));
        put.Put(3, k, P.Subtract(P.Add(Times(d1, 2f), d2), d3));
        put.Put(4, k, P.Add(Plus(Plus(d1, d2, -1.5f), d3, -1.5f), d4));
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
        put.Put(0, k, d0);
        put.Put(1, k, P.Add(Plus(P.Subtract(P.Subtract(Times(d0, -1.5f), d1), d2), d3, 2f), d4));
        put.Put(2, k, Plus(P.Add(P.Add(Plus(Times(d0, -1.5f), d1, 2.5f), d2), d3), d4, -1.5f));
        put.Put(3, k, Plus(P.Subtract(Plus(P.Subtract(d0, d1), d2, 2f), d3), d4, -1.5f));
        put.Put(4, k, d4);
    }

    [MethodImpl(Inlined)]
    public static void Weight<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        put.Put(0, k, d0);
        put.Put(1, k, Plus(Times(d0, 0.22222222f), d1, -0.22222222f));
        put.Put(2, k, Plus(Times(d0, 0.055555556f), d1, 0.11111111f));
        put.Put(3, k, Plus(Times(d0, 0.8888889f), d1, 0.44444445f));
        put.Put(4, k, d1);
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
        put.Put(0, k, Plus(Plus(Plus(d0, d1, 0.22222222f), d2, 0.055555556f), d3, 0.8888889f));
        put.Put(1, k, P.Add(Plus(Plus(Times(d1, -0.22222222f), d2, 0.11111111f), d3, 0.44444445f), d4));
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
        put.Put(1, k, P.Subtract(P.Add(P.Subtract(d0, d1), d2), d3));
        put.Put(2, k, Plus(Plus(Plus(d0, d1, 2f), d2, 4f), d3, 8f));
        put.Put(3, k, Plus(Plus(Plus(d0, d1, 0.5f), d2, 0.25f), d3, 0.125f));
        put.Put(4, k, d3);
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
        put.Put(0, k, P.Add(P.Add(P.Add(d0, d1), d2), d3));
        put.Put(1, k, Plus(Plus(P.Negate(d1), d2, 2f), d3, 0.5f));
        put.Put(2, k, Plus(Plus(d1, d2, 4f), d3, 0.25f));
        put.Put(3, k, P.Add(Plus(Plus(P.Negate(d1), d2, 8f), d3, 0.125f), d4));
    }

    [MethodImpl(Inlined)]
    private static V Times(V a, float factor) => P.Multiply(P.All(factor), a);

    [MethodImpl(Inlined)]
    private static V Plus(V sum, V a, float factor) => P.MultiplyAdd(P.All(factor), a, sum);
}
