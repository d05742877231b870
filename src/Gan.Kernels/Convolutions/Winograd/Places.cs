using System.Runtime.CompilerServices;

namespace Gan.Kernels.Convolutions;

/// <summary>Numbers that lie the same distances apart, read or overwritten.</summary>
internal readonly unsafe struct Grid<V, P>(float* first, nint down, nint right) : IGet<V>, IPut<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private readonly float* first = first;
    private readonly nint down = down;
    private readonly nint right = right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Get(nint i, nint j) => P.Load(first + i * down + j * right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint i, nint j, V value) => P.Store(first + i * down + j * right, value);
}

/// <summary>Numbers of a square of places in an image, read; what lies outside has an address of zeros.</summary>
internal readonly unsafe struct Places<V, P>(float** addresses, nint side, nint lane) : IGet<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private readonly float** addresses = addresses;
    private readonly nint side = side;
    private readonly nint lane = lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Get(nint i, nint j) => P.Load(addresses[i * side + j] + lane);
}

/// <summary>
/// Places that are overwritten with results plus a bias; what lies outside has an address of waste. The results'
/// columns come as rows, as the second half of a transform has them.
/// </summary>
internal readonly unsafe struct OutputPlaces<V, P>(float** addresses, nint side, nint lane, V bias) : IPut<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private readonly float** addresses = addresses;
    private readonly nint side = side;
    private readonly nint lane = lane;
    private readonly V bias = bias;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint i, nint j, V value) => P.Store(addresses[j * side + i] + lane, P.Add(value, bias));
}

/// <summary>Places that results are added to, otherwise as <see cref="OutputPlaces{V, P}"/>.</summary>
internal readonly unsafe struct SumPlaces<V, P>(float** addresses, nint side, nint lane) : IPut<V>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private readonly float** addresses = addresses;
    private readonly nint side = side;
    private readonly nint lane = lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint i, nint j, V value)
    {
        var to = addresses[j * side + i] + lane;
        P.Store(to, P.Add(P.Load(to), value));
    }
}
