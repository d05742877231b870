using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<float>;

namespace Gan.Kernels;

/// <summary>Sixteen floats: AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Width => 16;

    [MethodImpl(Inlined)]
    public static Lanes Load(float* from) => Vector512.Load(from);

    [MethodImpl(Inlined)]
    public static void Store(float* to, Lanes value) => value.Store(to);

    [MethodImpl(Inlined)]
    public static Lanes All(float value) => Vector512.Create(value);

    [MethodImpl(Inlined)]
    public static Lanes Add(Lanes a, Lanes b) => a + b;

    [MethodImpl(Inlined)]
    public static Lanes Subtract(Lanes a, Lanes b) => a - b;

    [MethodImpl(Inlined)]
    public static Lanes Multiply(Lanes a, Lanes b) => a * b;

    [MethodImpl(Inlined)]
    public static Lanes Divide(Lanes a, Lanes b) => a / b;

    [MethodImpl(Inlined)]
    public static Lanes Negate(Lanes a) => -a;

    [MethodImpl(Inlined)]
    public static Lanes Smaller(Lanes a, Lanes b) => Vector512.Min(a, b);

    [MethodImpl(Inlined)]
    public static Lanes Larger(Lanes a, Lanes b) => Vector512.Max(a, b);

    [MethodImpl(Inlined)]
    public static Lanes SquareRoot(Lanes a) => Vector512.Sqrt(a);

    [MethodImpl(Inlined)]
    public static Lanes MultiplyAdd(Lanes a, Lanes b, Lanes c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(Inlined)]
    public static float Sum(Lanes a) => Vector512.Sum(a);
}
