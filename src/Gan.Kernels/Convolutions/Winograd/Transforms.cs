using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>m · d · mᵀ of a square d for a panel of channels, from and to the places where they lie.</summary>
internal static unsafe class Transforms<V, P>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    /// <summary>Places of the largest tile.</summary>
    internal const int MaxPlaces = 64;

    /// <summary>Floats that a transform needs for m · d, of the widest vectors.</summary>
    internal const int HalfWay = MaxPlaces * 16;

    // Methods are optimised at once: the loops are entered seldom and
    // run long, which the runtime's counting of calls notices too late.

    /// <summary>
    /// From the places of an image, <paramref name="channel"/> floats further
    /// on, to a grid whose numbers lie <paramref name="step"/> apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FromPlaces<M>(float** places, nint channel, float* to, nint step, float* half)
        where M : struct, IMatrix<V>
    {
        for (nint lane = 0; lane < Panel; lane += P.Width)
        {
            var get = new Places<V, P>(places, M.Inputs, channel + lane);
            BothSides<M, Places<V, P>, Grid<V, P>>(get, new(to + lane, step, M.Outputs * step), half);
        }
    }

    /// <summary>From a grid to the places of an image, plus a bias of the channels (null: none).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToPlaces<M>(float* from, nint step, float** places, nint channel, float* bias, float* half)
        where M : struct, IMatrix<V>
    {
        for (nint lane = 0; lane < Panel; lane += P.Width)
        {
            var shift = bias == null ? default : P.Load(bias + lane);
            var put = new OutputPlaces<V, P>(places, M.Outputs, channel + lane, shift);
            BothSides<M, Grid<V, P>, OutputPlaces<V, P>>(new(from + lane, M.Inputs * step, step), put, half);
        }
    }

    /// <summary>From a grid to the places of an image, added to what they hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddToPlaces<M>(float* from, nint step, float** places, nint channel, float* half)
        where M : struct, IMatrix<V>
    {
        for (nint lane = 0; lane < Panel; lane += P.Width)
        {
            var put = new SumPlaces<V, P>(places, M.Outputs, channel + lane);
            BothSides<M, Grid<V, P>, SumPlaces<V, P>>(new(from + lane, M.Inputs * step, step), put, half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BothSides<M, G, S>(G get, S put, float* half)
        where M : struct, IMatrix<V>
        where G : struct, IGet<V>
        where S : struct, IPut<V>
    {
        // Read once: a property in a loop's condition may become a call, which costs more than the loop's body.
        nint inputs = M.Inputs;
        nint outputs = M.Outputs;
        nint column = inputs * P.Width;
        var turned = new Grid<V, P>(half, P.Width, column);
        for (nint j = 0; j < inputs; j++)
        {
            M.Apply(get, new Grid<V, P>(half, column, P.Width), j);
        }
        for (nint i = 0; i < outputs; i++)
        {
            M.Apply(turned, put, i);
        }
    }
}
