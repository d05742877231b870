using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gan.Kernels;

/// <summary>
/// What all products are made of: sums of four rows and two vectors of columns. They are locals by name, because the
/// compiler keeps no array in registers.
/// </summary>
internal static unsafe class Sums<V, P>
    where V : unmanaged
    where P : struct, ILanes<V>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    /// <summary>Adds the products of four numbers of a, <paramref name="row"/> apart, with two vectors of b.</summary>
    [MethodImpl(Inlined)]
    internal static void Step(
        float* a,
        nint row,
        float* b,
        ref V s00,
        ref V s01,
        ref V s10,
        ref V s11,
        ref V s20,
        ref V s21,
        ref V s30,
        ref V s31
    )
    {
        var b0 = P.Load(b);
        var b1 = P.Load(b + P.Width);
        var x = P.All(a[0]);
        s00 = P.MultiplyAdd(x, b0, s00);
        s01 = P.MultiplyAdd(x, b1, s01);
        x = P.All(a[row]);
        s10 = P.MultiplyAdd(x, b0, s10);
        s11 = P.MultiplyAdd(x, b1, s11);
        x = P.All(a[2 * row]);
        s20 = P.MultiplyAdd(x, b0, s20);
        s21 = P.MultiplyAdd(x, b1, s21);
        x = P.All(a[3 * row]);
        s30 = P.MultiplyAdd(x, b0, s30);
        s31 = P.MultiplyAdd(x, b1, s31);
    }

    [MethodImpl(Inlined)]
    internal static void Put(float* to, V first, V second)
    {
        P.Store(to, first);
        P.Store(to + P.Width, second);
    }

    [MethodImpl(Inlined)]
    internal static void Add(float* to, V first, V second)
    {
        P.Store(to, P.Add(P.Load(to), first));
        P.Store(to + P.Width, P.Add(P.Load(to + P.Width), second));
    }

    /// <summary>
    /// Brings a line into the cache's second level; where that cannot be asked for, the processor guesses.
    /// </summary>
    [MethodImpl(Inlined)]
    internal static void Fetch(float* line)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(line);
        }
    }
}
