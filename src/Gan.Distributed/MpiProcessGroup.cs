using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gan.Distributed;

/// <summary>
/// The processes that <c>mpirun</c> started, over MPICH, Intel MPI or MS-MPI. Sums are made in the order of ranks, of
/// pieces that each process adds up and hands to all, so that they do not depend on who came first. Not for use from
/// several threads at once.
/// </summary>
public sealed class MpiProcessGroup : IProcessGroup
{
    private const int SmallSum = 2048; // entries up to which one round of messages is faster than two
    private const int Tag = 7;
    private const int GoodbyeTag = 8;
    private const int HeadLength = 64;
    private const int ShortLength = HeadLength - sizeof(long);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);
    private static readonly Lock Starting = new();
    private static MpiProcessGroup? world;

    private readonly MPI.Communicator? communicator;
    private readonly MPI.Environment? environment;
    private readonly TimeSpan timeout;
    private readonly ArrayShelf<float> shelf = new();
    private bool isBroken;

    private MpiProcessGroup(MpiOptions options, MPI.Environment? environment)
    {
        this.environment = environment;
        communicator = environment is null ? null : MPI.Communicator.world;
        timeout = options.Timeout;
        Rank = communicator?.Rank ?? 0;
        Count = communicator?.Size ?? 1;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int LocalRank { get; } = Launch.LocalRank(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public long BytesSent { get; private set; }

    /// <summary>All processes that <c>mpirun</c> started; this one alone where none did. The first call begins with
    /// MPI, and the end of the program ends it.</summary>
    /// <param name="options">How processes wait for each other; null for the defaults. Only the first call's
    /// count.</param>
    /// <exception cref="GanConfigurationException">The options are out of their range.</exception>
    /// <exception cref="ProcessException">There is no MPI library, or one that does not fit.</exception>
    public static MpiProcessGroup World(MpiOptions? options = null)
    {
        options ??= new MpiOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        lock (Starting)
        {
            return world ??= Start(options);
        }
    }

    private static MpiProcessGroup Start(MpiOptions options)
    {
        if (!Launch.ByMpi(Environment.GetEnvironmentVariable))
        {
            return new(options, environment: null);
        }
        MpiLibrary.Use();
        string[] arguments = [];
        var group = new MpiProcessGroup(options, new MPI.Environment(ref arguments, MPI.Threading.Serialized));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => group.Leave();
        return group;
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">A process did not come in time.</exception>
    public void Sum(Span<float> values, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        if (Count == 1)
        {
            return;
        }
        if (values.Length <= SmallSum)
        {
            SumWhole(values, what);
            return;
        }
        SumPiece(values, what);
        HandOut(values, what);
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">A process did not come in time.</exception>
    public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> values, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        var mine = values.ToArray();
        if (Count == 1)
        {
            return [mine];
        }
        // the first bytes come with the length, so that short messages take one round
        var head = new byte[HeadLength];
        BitConverter.TryWriteBytes(head, (long)mine.Length);
        mine.AsSpan(0, Math.Min(mine.Length, ShortLength)).CopyTo(head.AsSpan(sizeof(long)));
        var heads = Exchange<byte>(what, _ => head, _ => HeadLength);
        var tail = mine.Length > ShortLength ? mine[ShortLength..] : [];
        long LengthOf(int peer) => BitConverter.ToInt64(heads[peer]!);
        var tails = Exchange<byte>(what, _ => tail, peer => (int)Math.Max(0, LengthOf(peer) - ShortLength));
        return [.. Enumerable.Range(0, Count).Select(peer => peer == Rank ? mine : Joined(peer))];

        byte[] Joined(int peer) =>
            [
                .. heads[peer]![sizeof(long)..(sizeof(long) + (int)Math.Min(LengthOf(peer), ShortLength))],
                .. tails[peer] ?? [],
            ];
    }

    /// <inheritdoc/>
    /// <exception cref="ProcessException">A process did not come in time.</exception>
    public byte[] Broadcast(ReadOnlySpan<byte> values, string what) => Gather(Rank == 0 ? values : [], what)[0];

    // All values of all processes, added up everywhere.
    private void SumWhole(Span<float> values, string what)
    {
        var mine = shelf.Take(values.Length);
        values.CopyTo(mine);
        var all = Exchange(what, _ => mine, _ => mine.Length, shelf);
        AddUp(values, mine, all);
        shelf.Return(mine);
        shelf.Return(all);
    }

    // The piece that belongs to this process, added up of all.
    private void SumPiece(Span<float> values, string what)
    {
        var pieces = new float[Count][];
        for (var peer = 0; peer < Count; peer++)
        {
            var piece = PieceOf(values, peer);
            pieces[peer] = shelf.Take(piece.Length);
            piece.CopyTo(pieces[peer]);
        }
        var all = Exchange(what, peer => pieces[peer], _ => pieces[Rank].Length, shelf);
        AddUp(PieceOf(values, Rank), pieces[Rank], all);
        shelf.Return(pieces);
        shelf.Return(all);
    }

    // The sums of each piece, from the one that made them.
    private void HandOut(Span<float> values, string what)
    {
        var mine = shelf.Take(PieceOf(values, Rank).Length);
        PieceOf(values, Rank).CopyTo(mine);
        int[] lengths = new int[Count];
        for (var peer = 0; peer < Count; peer++)
        {
            lengths[peer] = PieceOf(values, peer).Length;
        }
        var sums = Exchange(what, _ => mine, peer => lengths[peer], shelf);
        for (var peer = 0; peer < Count; peer++)
        {
            sums[peer].AsSpan().CopyTo(PieceOf(values, peer));
        }
        shelf.Return(mine);
        shelf.Return(sums);
    }

    private Span<float> PieceOf(Span<float> values, int peer)
    {
        var begin = (int)((long)values.Length * peer / Count);
        var end = (int)((long)values.Length * (peer + 1) / Count);
        return values[begin..end];
    }

    // In the order of ranks.
    private void AddUp(Span<float> sums, float[] mine, float[]?[] others)
    {
        sums.Clear();
        for (var peer = 0; peer < Count; peer++)
        {
            Add(sums, peer == Rank ? mine : others[peer]!);
        }
    }

    private static void Add(Span<float> sums, ReadOnlySpan<float> values)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var added = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] += added[i];
        }
        for (var i = wide.Length * Vector<float>.Count; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    private T[]?[] Exchange<T>(
        string what,
        Func<int, T[]> toSend,
        Func<int, int> lengthOf,
        ArrayShelf<T>? arrays = null
    )
        where T : struct
    {
        var transfer = new Transfer<T>(communicator!, Tag, what, timeout);
        for (var step = 1; step < Count; step++)
        {
            var peer = (Rank + step) % Count; // not all to the same one first
            var values = toSend(peer);
            if (values.Length > 0)
            {
                transfer.Send(peer, values);
                BytesSent += (long)values.Length * Unsafe.SizeOf<T>();
            }
        }
        for (var peer = 0; peer < Count; peer++)
        {
            if (peer != Rank && lengthOf(peer) is > 0 and var length)
            {
                transfer.Receive(peer, arrays?.Take(length) ?? new T[length]);
            }
        }
        try
        {
            return transfer.Complete();
        }
        catch (ProcessException)
        {
            isBroken = true;
            throw;
        }
    }

    // Finalising waits for all. Where one ends early, the others would wait for it for ever.
    private void Leave()
    {
        if (!isBroken && Count > 1)
        {
            try
            {
                SayGoodbye();
            }
            catch (ProcessException)
            {
                isBroken = true;
            }
        }
        if (isBroken)
        {
            communicator!.Abort(1);
        }
        environment!.Dispose();
    }

    private void SayGoodbye()
    {
        var all = new Transfer<byte>(communicator!, GoodbyeTag, "the end", Farewell);
        for (var peer = 0; peer < Count; peer++)
        {
            if (peer != Rank)
            {
                all.Send(peer, [1]);
                all.Receive(peer, new byte[1]);
            }
        }
        all.Complete();
    }
}
