// Written by eng/WinogradTiles.cs.
using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>F(2x2, 2x2): 9 products in place of 16.</summary>
internal readonly struct Tile22<V, P> : ITile<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Results => 2;

    public static int Taps => 2;

    [MethodImpl(Inlined)]
    public static void Data<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        put.Put(0, k, P.Add(d0, d1));
        put.Put(1, k, P.Negate(d1));
        put.Put(2, k, P.Add(d1, d2));
    }

    [MethodImpl(Inlined)]
    public static void DataTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        put.Put(0, k, d0);
        put.Put(1, k, P.Add(P.Subtract(d0, d1), d2));
        put.Put(2, k, d2);
    }

    [MethodImpl(Inlined)]
    public static void Weight<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        put.Put(0, k, d0);
        put.Put(1, k, P.Subtract(d0, d1));
        put.Put(2, k, d1);
    }

    [MethodImpl(Inlined)]
    public static void WeightTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        put.Put(0, k, P.Add(d0, d1));
        put.Put(1, k, P.Add(P.Negate(d1), d2));
    }

    [MethodImpl(Inlined)]
    public static void Out<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        put.Put(0, k, d0);
        put.Put(1, k, P.Subtract(d0, d1));
        put.Put(2, k, d1);
    }

    [MethodImpl(Inlined)]
    public static void OutTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        var d0 = get.Get(0, k);
        var d1 = get.Get(1, k);
        var d2 = get.Get(2, k);
        put.Put(0, k, P.Add(d0, d1));
        put.Put(1, k, P.Add(P.Negate(d1), d2));
    }

    [MethodImpl(Inlined)]
    private static V Times(V a, float factor) => P.Multiply(P.All(factor), a);

    [MethodImpl(Inlined)]
    private static V Plus(V sum, V a, float factor) => P.MultiplyAdd(P.All(factor), a, sum);
}
