using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Moves an average towards numbers in one pass.</summary>
internal unsafe struct MovingAverages : IWork
{
    private const int Grain = 1 << 15;

    private float* average;
    private float* live;
    private float decay;
    private float share;

    /// <summary>False where the tensors are of another kind; then nothing is changed.</summary>
    internal static bool Follow(Tensor average, Tensor live, double decay)
    {
        if (!Memory.IsPlain(average) || !Memory.IsPlain(live) || !HaveEqualSizes(average, live))
        {
            return false;
        }
        var to = Memory.AddressOf(average, out var order);
        var from = Memory.AddressOf(live, out var liveOrder);
        if (to == null || from == null || order != liveOrder)
        {
            return false;
        }
        var work = new MovingAverages
        {
            average = to,
            live = from,
            decay = (float)decay,
            share = (float)(1 - decay),
        };
        Workers.Run(ref work, (nint)live.numel(), Grain);
        average.transpose_(0, 0); // changes nothing, and tells autograd that the numbers changed
        return true;
    }

    private static bool HaveEqualSizes(Tensor a, Tensor b)
    {
        var dimensions = a.dim();
        if (dimensions != b.dim())
        {
            return false;
        }
        for (var axis = 0; axis < dimensions; axis++)
        {
            if (a.size(axis) != b.size(axis))
            {
                return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Do(nint from, nint to)
    {
        float* a = average;
        float* x = live;
        Vector<float> d = new(decay);
        Vector<float> s = new(share);
        var i = from;
        for (; i <= to - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(x + i), s, Vector.Load(a + i) * d), a + i);
        }
        for (; i < to; i++)
        {
            a[i] = MathF.FusedMultiplyAdd(x[i], share, a[i] * decay);
        }
    }
}
