using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gan.Kernels;

/// <summary>A parameter's numbers in a step of Adam, all in the same order of memory.</summary>
internal unsafe struct AdamPart
{
    internal float* Weights;
    internal float* Means;
    internal float* Squares;
    internal float* Gradient;
    internal nint Count;
    private float step;
    private float decay1;
    private float share1;
    private float decay2;
    private float share2;
    private float root;
    private float eps;

    /// <summary>Constants as PyTorch computes them: in double, then rounded.</summary>
    internal void Configure(TorchSharp.Modules.Adam.Options options, long number)
    {
        double beta1 = options.beta1!.Value;
        double beta2 = options.beta2!.Value;
        step = (float)(-options.LearningRate!.Value / (1 - Math.Pow(beta1, number)));
        decay1 = (float)beta1;
        share1 = (float)(1 - beta1);
        decay2 = (float)beta2;
        share2 = (float)(1 - beta2);
        root = (float)Math.Sqrt(1 - Math.Pow(beta2, number));
        eps = (float)options.eps!.Value;
    }

    /// <summary>Numbers [from, to); the same bits however they are divided.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly void Do(nint from, nint to)
    {
        float* p = Weights;
        float* m = Means;
        float* v = Squares;
        float* g = Gradient;
        Vector<float> d1 = new(decay1);
        Vector<float> s1 = new(share1);
        Vector<float> d2 = new(decay2);
        Vector<float> s2 = new(share2);
        Vector<float> divisor = new(root);
        Vector<float> small = new(eps);
        Vector<float> rate = new(step);
        var i = from;
        for (; i <= to - Vector<float>.Count; i += Vector<float>.Count)
        {
            var slope = Vector.Load(g + i);
            var mean = Vector.FusedMultiplyAdd(slope, s1, Vector.Load(m + i) * d1);
            var square = Vector.FusedMultiplyAdd(slope * s2, slope, Vector.Load(v + i) * d2);
            var size = Vector.SquareRoot(square) / divisor + small;
            Vector.Store(mean, m + i);
            Vector.Store(square, v + i);
            Vector.Store(Vector.Load(p + i) + rate * mean / size, p + i);
        }
        for (; i < to; i++)
        {
            m[i] = MathF.FusedMultiplyAdd(g[i], share1, m[i] * decay1);
            v[i] = MathF.FusedMultiplyAdd(g[i] * share2, g[i], v[i] * decay2);
            p[i] += step * m[i] / (MathF.Sqrt(v[i]) / root + eps);
        }
    }
}

/// <summary>A step of Adam on many parameters as one work: their numbers are counted through.</summary>
internal unsafe struct AdamPass : IWork
{
    private const int Grain = 1 << 15; // numbers a thread, about 10 µs

    private AdamPart* parts;
    private int count;

    internal static void Run(ReadOnlySpan<AdamPart> parts)
    {
        nint all = 0;
        foreach (var part in parts)
        {
            all += part.Count;
        }
        fixed (AdamPart* first = parts)
        {
            var pass = new AdamPass { parts = first, count = parts.Length };
            Workers.Run(ref pass, all, Grain);
        }
    }

    public readonly void Do(nint from, nint to)
    {
        for (var i = 0; i < count && to > 0; i++)
        {
            var last = Math.Min(to, parts[i].Count);
            if (from < last)
            {
                parts[i].Do(Math.Max(0, from), last);
            }
            from -= parts[i].Count;
            to -= parts[i].Count;
        }
    }
}
