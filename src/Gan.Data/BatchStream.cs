using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// An endless run of batches over shuffled epochs, addressed by position. Batch p is a
/// function of (data, batch size, seed, p): reading it twice, out of order, from two
/// threads, after a restart or with another number of workers gives the same samples.
/// </summary>
/// <remarks>
/// Every sample occurs at most once in an epoch; the samples at the end of an epoch's order that do not fill a batch
/// are left out of that epoch. With workers, threads of their own read the batches that follow the last one asked for,
/// at most <c>2 · workers</c> ahead; reading forwards one by one then finds them ready, and a jump begins anew. For a
/// CUDA device workers leave batches in pinned memory, from where they are copied without waiting. The stream does not
/// own the data. Dispose it to end its workers.
/// </remarks>
public sealed class BatchStream : IDisposable
{
    private const int MaxWorkers = 64;

    private readonly IDataset data;
    private readonly int batchSize;
    private readonly ulong seed;
    private readonly Device device;
    private readonly EpochPlan? plan;
    private readonly BatchShard shard;
    private readonly ReadAhead? ahead;

    private readonly EpochOrders orders = new();
    private long waited;
    private volatile bool disposed;

    /// <summary>Makes a stream over a data set.</summary>
    /// <param name="data">The samples; must outlive the stream.</param>
    /// <param name="batchSize">Samples in each batch, from 1 to the number of samples.</param>
    /// <param name="seed">Seed of the order and of random changes.</param>
    /// <param name="device">Where the batches are to live.</param>
    /// <param name="samplesAt">
    /// How many of the data set's first samples are in use in an epoch that starts at a position, from one batch to
    /// all; asked once an epoch, and must be a function of the position alone. Null: all of them in every epoch.
    /// </param>
    /// <param name="workers">Threads that read ahead, from 0 to 64; 0 (the default) reads in the caller's thread. They
    /// start with the first batch.</param>
    /// <param name="shard">Which rows of each batch are read; null: all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is
    /// less than 1, or <paramref name="workers"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">The data set is smaller than one batch, or the batch cannot be cut into so
    /// many pieces.</exception>
    public BatchStream(
        IDataset data,
        int batchSize,
        ulong seed,
        Device device,
        Func<long, long>? samplesAt = null,
        int workers = 0,
        BatchShard? shard = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(device);
        Argument.AtLeast(1, batchSize);
        Argument.Within(0, MaxWorkers, workers);
        if (data.Count < batchSize)
        {
            throw new ArgumentException(
                $"A batch takes {batchSize} samples, but '{data.Name}' has {data.Count}. "
                    + $"Choose a batch size of at most {data.Count}.",
                nameof(batchSize)
            );
        }

        this.shard = shard ?? new BatchShard(0, 1);
        if (this.shard.Count < 1 || batchSize % this.shard.Count != 0)
        {
            throw new ArgumentException(
                $"A batch of {batchSize} samples cannot be cut into {this.shard.Count} equal pieces.",
                nameof(shard)
            );
        }
        Argument.Within(0, this.shard.Count - 1, this.shard.Rank, nameof(shard));

        TorchBackend.EnsureAvailable(device);
        this.data = data;
        this.batchSize = batchSize;
        this.seed = seed;
        this.device = device;
        BatchesPerEpoch = data.Count / batchSize;
        if (samplesAt is not null)
        {
            plan = new EpochPlan(batchSize, position => Math.Clamp(samplesAt(position), batchSize, data.Count));
        }

        ahead = workers == 0 ? null : new ReadAhead(LoadAhead, workers, 2 * workers);
    }

    /// <summary>Number of full batches in one pass over all the data.</summary>
    public long BatchesPerEpoch { get; }

    /// <summary>Time that callers of <see cref="Read"/> spent in it so far: reading when there are no workers, else
    /// waiting for them and copying to the device.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref waited));

    /// <summary>Reads the batch at a position of the endless run.</summary>
    /// <param name="position">From 0; epoch e starts at position e ·
    /// <see cref="BatchesPerEpoch"/> when all samples are in use.</param>
    /// <param name="cancellation">Ends waiting for a worker; the stream stays usable.</param>
    /// <returns>A batch of exactly the batch size, or of its shard, which the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is negative.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> came first.</exception>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    /// <remarks>What the data set throws comes out here, from a worker
    /// with the worker's stack; the next read tries again.</remarks>
    public Batch Read(long position, CancellationToken cancellation = default)
    {
        Argument.AtLeast(0, position);
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellation.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        try
        {
            return ahead is null ? Load(position, device) : Adopt(ahead.Take(position, cancellation));
        }
        finally
        {
            Interlocked.Add(ref waited, Stopwatch.GetTimestamp() - start);
        }
    }

    /// <summary>Ends the workers, after the batch that each is reading, and frees what they have read ahead.</summary>
    public void Dispose()
    {
        disposed = true;
        ahead?.Dispose();
    }

    private Batch Load(long position, Device device)
    {
        (var epoch, var batch, var samples) =
            plan?.Find(position) ?? (position / BatchesPerEpoch, position % BatchesPerEpoch, data.Count);
        var rows = batchSize / shard.Count;
        var first = shard.Rank * rows;
        var chosen = orders.Of(samples, seed, epoch).Slice((int)(batch * batchSize) + first, rows);
        using var indices = TensorBytes.Copy(chosen, ScalarType.Int64, rows);
        // Epochs count from 0, so stream -1 of the seed is nobody else's.
        var seedOfStream = SplitMix64.For(seed, -1).Next();
        var seedOfBatch = SplitMix64.For(seedOfStream, position).Next();
        var place = new BatchPlace(seedOfBatch, seed, position) { First = first, Whole = batchSize };
        return data.Read(indices, device, place);
    }

    private Batch LoadAhead(long position)
    {
        using var scope = NewDisposeScope();
        var batch = Load(position, device.type == DeviceType.CUDA ? CPU : device);
        if (device.type == DeviceType.CUDA)
        {
            batch = batch.Select(tensor => tensor.pin_memory());
        }

        return batch.DetachFromDisposeScope();
    }

    // A worker's tensors belong to no scope: now they belong to the caller's, and for CUDA to the device.
    private Batch Adopt(Batch batch)
    {
        using var scope = NewDisposeScope();
        return batch.Select(tensor => Adopt(scope, tensor));
    }

    private Tensor Adopt(DisposeScope scope, Tensor tensor)
    {
        scope.Attach(tensor);
        var onDevice = device.type == DeviceType.CUDA ? tensor.to(device, non_blocking: true) : tensor;
        return onDevice.MoveToOuterDisposeScope();
    }
}
