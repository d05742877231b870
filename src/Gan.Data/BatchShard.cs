namespace Gan.Data;

/// <summary>The rows of each batch that one of several processes reads: batches are cut into equal pieces, in the order
/// of the processes' ranks.</summary>
/// <param name="Rank">Which piece, from 0.</param>
/// <param name="Count">How many pieces there are. At least 1, and it divides the batch size.</param>
public readonly record struct BatchShard(int Rank, int Count);
