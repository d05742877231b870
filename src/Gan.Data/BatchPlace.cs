namespace Gan.Data;

/// <summary>Where a batch stands in the endless run of a <see cref="BatchStream"/>: what a batch is a function of,
/// beside the indices of its samples.</summary>
/// <param name="Seed">Seed of this batch's random changes: a function of the other two.</param>
/// <param name="RunSeed">Seed of the whole run.</param>
/// <param name="Position">Position in the run, from 0; every batch of a run has the same size.</param>
public readonly record struct BatchPlace(ulong Seed, ulong RunSeed, long Position)
{
    /// <summary>Where the rows that are read begin in the batch, from 0; above 0 where several processes read a piece
    /// of it each (<see cref="BatchShard"/>).</summary>
    public int First { get; init; }

    /// <summary>Rows of the whole batch; 0 where those that are read are all.</summary>
    public int Whole { get; init; }

    /// <summary>A seed for random changes that are a function of a batch's seed alone: the pieces of a batch have
    /// different ones.</summary>
    internal ulong SeedOfPiece => First == 0 ? Seed : SplitMix64.For(Seed, -2 - First).Next();

    /// <summary>The same place with the seed's stream of a number: for one
    /// of several parts that draw without knowing of each other.</summary>
    internal BatchPlace Stream(long number) => this with { Seed = SplitMix64.For(Seed, number).Next() };
}
