using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>One matrix of a tile, as a type, so that each transform becomes code of its own.</summary>
internal interface IMatrix<V>
    where V : unmanaged
{
    static abstract int Outputs { get; }

    static abstract int Inputs { get; }

    static abstract void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;
}

internal readonly struct DataOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.Data(get, put, k);
}

internal readonly struct DataTransposedOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.DataTransposed(get, put, k);
}

internal readonly struct WeightOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Taps;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.Weight(get, put, k);
}

internal readonly struct WeightTransposedOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Taps;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.WeightTransposed(get, put, k);
}

internal readonly struct OutOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.Out(get, put, k);
}

internal readonly struct OutTransposedOf<V, T> : IMatrix<V>
    where V : unmanaged
    where T : struct, ITile<V>
{
    public static int Outputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results;
    }

    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Results + T.Taps - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V> => T.OutTransposed(get, put, k);
}
