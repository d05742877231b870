namespace Gan.Data;

/// <summary>Where a batch stands in the endless run of a <see cref="BatchStream"/>: what a batch is a function of,
/// beside the indices of its samples.</summary>
/// <param name="Seed">Seed of this batch's random changes: a function of the other two.</param>
/// <param name="RunSeed">Seed of the whole run.</param>
/// <param name="Position">Position in the run, from 0; every batch of a run has the same size.</param>
public readonly record struct BatchPlace(ulong Seed, ulong RunSeed, long Position)
{
    /// <summary>The same place with the seed's stream of a number: for one
    /// of several parts that draw without knowing of each other.</summary>
    internal BatchPlace Stream(long number) => this with { Seed = SplitMix64.For(Seed, number).Next() };
}
