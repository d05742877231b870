namespace Gan.Kernels;

/// <summary>
/// Operations on vectors of floats of one width. Kernels are written once for any <typeparamref name="V"/>; as the
/// implementations are structs, the compiler makes code of its own for each width, without a call.
/// </summary>
internal unsafe interface ILanes<V>
    where V : unmanaged
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract V Load(float* from);

    static abstract void Store(float* to, V value);

    /// <summary>A vector of one value.</summary>
    static abstract V All(float value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    static abstract V Negate(V a);

    static abstract V Smaller(V a, V b);

    static abstract V Larger(V a, V b);

    static abstract V SquareRoot(V a);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(V a);
}
