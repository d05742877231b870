namespace Gan.Tests.Processes;

/// <summary>A group whose processes are threads of this one, each with a trainer of its own.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private readonly Meeting meeting;

    private ThreadGroup(Meeting meeting, int rank)
    {
        this.meeting = meeting;
        Rank = rank;
    }

    public int Rank { get; }

    public int LocalRank => Rank;

    public int Count => meeting.Count;

    public long BytesSent { get; private set; }

    /// <summary>Runs something in so many threads, and gives what each made.</summary>
    public static T[] Run<T>(int count, Func<ThreadGroup, T> run)
    {
        var meeting = new Meeting(count);
        var results = new T[count];
        var failures = new Exception?[count];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, count)
                .Select(rank => new Thread(() =>
                {
                    try
                    {
                        results[rank] = run(new ThreadGroup(meeting, rank));
                    }
                    catch (Exception failure)
                    {
                        failures[rank] = failure;
                        meeting.Leave();
                    }
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        var own = failures.OfType<Exception>().Where(e => e is not MissingProcessException).ToList();
        if (own.Count > 0)
        {
            throw own.Count == 1 ? own[0] : new AggregateException(own);
        }
        return results;
    }

    public void Sum(Span<float> values, string what)
    {
        var mine = values.ToArray();
        var all = meeting.Exchange(Rank, mine, what);
        BytesSent += 4L * values.Length * (Count - 1);
        values.Clear();
        foreach (float[] one in all)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += one[i];
            }
        }
    }

    public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> values, string what) =>
        [.. meeting.Exchange(Rank, values.ToArray(), what).Cast<byte[]>()];

    public byte[] Broadcast(ReadOnlySpan<byte> values, string what) => Gather(values, what)[0];

    private sealed class MissingProcessException : Exception;

    private sealed class Meeting(int count)
    {
        private readonly object[] values = new object[count];
        private readonly string[] calls = new string[count];
        private readonly Barrier barrier = new(count);
        private volatile bool left;

        public int Count => count;

        public void Leave()
        {
            left = true;
            barrier.RemoveParticipant();
        }

        public object[] Exchange(int rank, object mine, string what)
        {
            values[rank] = mine;
            calls[rank] = what;
            if (!left)
            {
                barrier.SignalAndWait();
            }
            if (left)
            {
                throw new MissingProcessException();
            }
            calls.Should().OnlyContain(call => call == what, "all processes make the same calls");
            object[] all = [.. values];
            barrier.SignalAndWait();
            return all;
        }
    }
}
