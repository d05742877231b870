// Written by eng/WinogradTiles.cs.
using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>F(4x4, 5x5): 64 products in place of 400.</summary>
internal readonly struct Tile45<V, P> : ITile<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Results => 4;

    public static int Taps => 5;

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
        var d6 = get.Get(6, k);
        var d7 = get.Get(7, k);
        put.Put(0, k, P.Subtract(Plus(Plus(d0, d2, -5.25f), d4, 5.25f), d6));
        put.Put(1, k, P.Subtract(P.Subtract(Plus(Plus(P.Subtract(P.Negate(d1), d2), d3, 4.25f), d4, 4.25f), d5), d6));
        put.Put(2, k, P.Subtract(P.Add(Plus(Plus(P.Subtract(d1, d2), d3, -4.25f), d4, 4.25f), d5), d6));
        put.Put(3, k, Plus(Plus(Plus(Plus(P.Add(Times(d1, 2f), d2), d3, -10f), d4, -5f), d5, 8f), d6, 4f));
        put.Put(4, k, Plus(Plus(Plus(Plus(P.Add(Times(d1, -2f), d2), d3, 10f), d4, -5f), d5, -8f), d6, 4f));
        put.Put(5, k, Plus(P.Add(Plus(Plus(Plus(Times(d1, 4f), d2, 8f), d3, -5f), d4, -10f), d5), d6, 2f));
        put.Put(6, k, Plus(P.Subtract(Plus(Plus(Plus(Times(d1, -4f), d2, 8f), d3, 5f), d4, -10f), d5), d6, 2f));
        put.Put(7, k, P.Add(Plus(Plus(P.Negate(d1), d3, 5.25f), d5, -5.25f), d7));
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
        var d6 = get.Get(6, k);
        var d7 = get.Get(7, k);
        put.Put(0, k, d0);
        var part1 = Plus(P.Add(P.Negate(d1), d2), d3, 2f);
        put.Put(1, k, P.Subtract(Plus(Plus(Plus(part1, d4, -2f), d5, 4f), d6, -4f), d7));
        var part2 = P.Add(P.Subtract(P.Subtract(Times(d0, -5.25f), d1), d2), d3);
        put.Put(2, k, Plus(Plus(P.Add(part2, d4), d5, 8f), d6, 8f));
        var part3 = Plus(Plus(Times(d1, 4.25f), d2, -4.25f), d3, -10f);
        put.Put(3, k, Plus(Plus(Plus(Plus(part3, d4, 10f), d5, -5f), d6, 5f), d7, 5.25f));
        var part4 = Plus(Plus(Plus(Times(d0, 5.25f), d1, 4.25f), d2, 4.25f), d3, -5f);
        put.Put(4, k, Plus(Plus(Plus(part4, d4, -5f), d5, -10f), d6, -10f));
        var part5 = Plus(P.Add(P.Negate(d1), d2), d3, 8f);
        put.Put(5, k, Plus(P.Subtract(P.Add(Plus(part5, d4, -8f), d5), d6), d7, -5.25f));
        var part6 = Plus(P.Subtract(P.Subtract(P.Negate(d0), d1), d2), d3, 4f);
        put.Put(6, k, Plus(Plus(Plus(part6, d4, 4f), d5, 2f), d6, 2f));
        put.Put(7, k, d7);
    }

    [MethodImpl(Inlined)]
    public static void Weight<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        var d3 = get.Get(3, k);
        var d4 = get.Get(4, k);
        put.Put(0, k, d0);
        var part1 = Plus(Times(d0, 0.22222222f), d1, 0.22222222f);
        put.Put(1, k, Plus(Plus(Plus(part1, d2, 0.22222222f), d3, 0.22222222f), d4, 0.22222222f));
        var part2 = Plus(Times(d0, 0.22222222f), d1, -0.22222222f);
        put.Put(2, k, Plus(Plus(Plus(part2, d2, 0.22222222f), d3, -0.22222222f), d4, 0.22222222f));
        var part3 = Plus(Times(d0, 0.0027777778f), d1, 0.0055555557f);
        put.Put(3, k, Plus(Plus(Plus(part3, d2, 0.011111111f), d3, 0.022222223f), d4, 0.044444446f));
        var part4 = Plus(Times(d0, 0.0027777778f), d1, -0.0055555557f);
        put.Put(4, k, Plus(Plus(Plus(part4, d2, 0.011111111f), d3, -0.022222223f), d4, 0.044444446f));
        var part5 = Plus(Times(d0, 0.35555556f), d1, 0.17777778f);
        put.Put(5, k, Plus(Plus(Plus(part5, d2, 0.08888889f), d3, 0.044444446f), d4, 0.022222223f));
        var part6 = Plus(Times(d0, 0.35555556f), d1, -0.17777778f);
        put.Put(6, k, Plus(Plus(Plus(part6, d2, 0.08888889f), d3, -0.044444446f), d4, 0.022222223f));
        put.Put(7, k, d4);
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
        var d6 = get.Get(6, k);
        var d7 = get.Get(7, k);
        var part0 = Plus(Plus(Plus(d0, d1, 0.22222222f), d2, 0.22222222f), d3, 0.0027777778f);
        put.Put(0, k, Plus(Plus(Plus(part0, d4, 0.0027777778f), d5, 0.35555556f), d6, 0.35555556f));
        var part1 = Plus(Plus(Times(d1, 0.22222222f), d2, -0.22222222f), d3, 0.0055555557f);
        put.Put(1, k, Plus(Plus(Plus(part1, d4, -0.0055555557f), d5, 0.17777778f), d6, -0.17777778f));
        var part2 = Plus(Plus(Times(d1, 0.22222222f), d2, 0.22222222f), d3, 0.011111111f);
        put.Put(2, k, Plus(Plus(Plus(part2, d4, 0.011111111f), d5, 0.08888889f), d6, 0.08888889f));
        var part3 = Plus(Plus(Times(d1, 0.22222222f), d2, -0.22222222f), d3, 0.022222223f);
        put.Put(3, k, Plus(Plus(Plus(part3, d4, -0.022222223f), d5, 0.044444446f), d6, -0.044444446f));
        var part4 = Plus(Plus(Times(d1, 0.22222222f), d2, 0.22222222f), d3, 0.044444446f);
        put.Put(4, k, P.Add(Plus(Plus(Plus(part4, d4, 0.044444446f), d5, 0.022222223f), d6, 0.022222223f), d7));
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
        put.Put(4, k, Plus(Plus(Plus(d0, d1, -2f), d2, 4f), d3, -8f));
        put.Put(5, k, Plus(Plus(Plus(d0, d1, 0.5f), d2, 0.25f), d3, 0.125f));
        put.Put(6, k, Plus(Plus(Plus(d0, d1, -0.5f), d2, 0.25f), d3, -0.125f));
        put.Put(7, k, d3);
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
        var d6 = get.Get(6, k);
        var d7 = get.Get(7, k);
        put.Put(0, k, P.Add(P.Add(P.Add(P.Add(P.Add(P.Add(d0, d1), d2), d3), d4), d5), d6));
        put.Put(1, k, Plus(Plus(Plus(Plus(P.Subtract(d1, d2), d3, 2f), d4, -2f), d5, 0.5f), d6, -0.5f));
        put.Put(2, k, Plus(Plus(Plus(Plus(P.Add(d1, d2), d3, 4f), d4, 4f), d5, 0.25f), d6, 0.25f));
        put.Put(3, k, P.Add(Plus(Plus(Plus(Plus(P.Subtract(d1, d2), d3, 8f), d4, -8f), d5, 0.125f), d6, -0.125f), d7));
    }

    [MethodImpl(Inlined)]
    private static V Times(V a, float factor) => P.Multiply(P.All(factor), a);

    [MethodImpl(Inlined)]
    private static V Plus(V sum, V a, float factor) => P.MultiplyAdd(P.All(factor), a, sum);
}
