using Gan;

/// <summary>A group that counts its calls.</summary>
internal sealed class CountingGroup(IProcessGroup inner) : IProcessGroup
{
    public int Rank => inner.Rank;
    public int Count => inner.Count;
    public int LocalRank => inner.LocalRank;
    public long BytesSent => inner.BytesSent;

    /// <summary>Calls that wait for one round of messages, and for two.</summary>
    public long ShortCalls { get; private set; }

    public long LongCalls { get; private set; }

    /// <summary>Bytes of the long sums.</summary>
    public long Summed { get; private set; }

    public void Sum(Span<float> values, string what)
    {
        if (values.Length > 2048)
        {
            LongCalls++;
            Summed += sizeof(float) * (long)values.Length;
        }
        else
        {
            ShortCalls++;
        }
        inner.Sum(values, what);
    }

    public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> values, string what)
    {
        ShortCalls++;
        return inner.Gather(values, what);
    }

    public byte[] Broadcast(ReadOnlySpan<byte> values, string what)
    {
        ShortCalls++;
        return inner.Broadcast(values, what);
    }
}
