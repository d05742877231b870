namespace Gan;

/// <summary>
/// Processes that play one training together, each a part of every batch (PyTorch: a process group). Every process
/// makes the same calls in the same order, and each call waits for all. <c>Gan.Distributed</c> has one over MPI.
/// </summary>
public interface IProcessGroup
{
    /// <summary>The number of this process, from 0. The first one writes files and logs.</summary>
    int Rank { get; }

    /// <summary>How many processes there are. At least 1.</summary>
    int Count { get; }

    /// <summary>The number of this process among those on its machine, from 0: a CUDA device without a number becomes
    /// this one's.</summary>
    int LocalRank { get; }

    /// <summary>Bytes that this process has sent so far.</summary>
    long BytesSent { get; }

    /// <summary>Adds the values of all processes up, entry by entry and in the order of their ranks, so that all have
    /// the same bits afterwards, and the same in each run.</summary>
    /// <param name="values">This process's values; then the sums. As many in every process.</param>
    /// <param name="what">What they are, for messages, such as "the gradients of the generator".</param>
    void Sum(Span<float> values, string what);

    /// <summary>Hands every process what each of them has.</summary>
    /// <param name="values">This process's bytes. Another may have another number of them.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <returns>The bytes of all processes, by rank.</returns>
    IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> values, string what);

    /// <summary>Hands every process what the first one has.</summary>
    /// <param name="values">The first process's bytes; those of the others are not looked at.</param>
    /// <param name="what">What they are, for messages.</param>
    byte[] Broadcast(ReadOnlySpan<byte> values, string what);
}
