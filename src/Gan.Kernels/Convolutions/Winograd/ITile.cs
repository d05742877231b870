namespace Gan.Kernels.Convolutions;

/// <summary>What a transform reads: number (i, j) of a square.</summary>
internal interface IGet<V>
    where V : unmanaged
{
    V Get(nint i, nint j);
}

/// <summary>What a transform writes: number (i, j) of a square.</summary>
internal interface IPut<V>
    where V : unmanaged
{
    void Put(nint i, nint j, V value);
}

/// <summary>
/// The matrices of Winograd's F(m x m, r x r) (Lavin and Gray 2015, arXiv:1509.09308, section 4): m results of a
/// correlation with r taps from m + r - 1 inputs by as many multiplications, y = Outᵀ[(Weight·w) ⊙ (Data·x)]. Each
/// method multiplies one column k by its matrix.
/// </summary>
internal interface ITile<V>
    where V : unmanaged
{
    /// <summary>Results a side, m.</summary>
    static abstract int Results { get; }

    /// <summary>Taps a side, r.</summary>
    static abstract int Taps { get; }

    static abstract void Data<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;

    static abstract void DataTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;

    static abstract void Weight<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;

    static abstract void WeightTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;

    static abstract void Out<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;

    static abstract void OutTransposed<G, S>(G get, S put, nint k)
        where G : struct, IGet<V>
        where S : struct, IPut<V>;
}
