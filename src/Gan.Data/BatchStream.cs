using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// An endless run of batches over shuffled epochs, addressed by position. Batch p is a function of (data, batch size, seed, p):
/// reading it twice, out of order, from two threads or after a restart gives the same samples.
/// </summary>
/// <remarks>
/// Every sample occurs at most once in an epoch; the samples at the end of an epoch's order that do not fill a batch are left out of
/// that epoch. The only state is the current epoch's order, 8 bytes a sample, made again when another epoch is read.
/// The stream does not own the data.
/// </remarks>
public sealed class BatchStream
{
    private readonly IDataset _data;
    private readonly int _batchSize;
    private readonly ulong _seed;
    private readonly Device _device;
    private readonly EpochPlan? _plan;

    // One reference is replaced as a whole: two threads in different epochs cost time, never a torn order.
    private volatile EpochOrder? _order;

    /// <summary>Makes a stream over a data set.</summary>
    /// <param name="data">The samples; must outlive the stream.</param>
    /// <param name="batchSize">Samples in each batch, from 1 to the number of samples.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="device">Where the batches are to live.</param>
    /// <param name="samplesAt">
    /// How many of the data set's first samples are in use in an epoch that starts at a position, from one batch to all; asked once an epoch, and
    /// must be a function of the position alone. Null: all of them in every epoch.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The data set is smaller than one batch.</exception>
    public BatchStream(IDataset data, int batchSize, ulong seed, Device device, Func<long, long>? samplesAt = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(device);
        Check.AtLeast(batchSize, 1, nameof(batchSize));
        if (data.Count < batchSize)
        {
            throw new ArgumentException(
                $"A batch takes {batchSize} samples, but '{data.Name}' has {data.Count}. Choose a batch size of at most {data.Count}.", nameof(batchSize));
        }

        _data = data;
        _batchSize = batchSize;
        _seed = seed;
        _device = device;
        BatchesPerEpoch = data.Count / batchSize;
        _plan = samplesAt is null ? null : new EpochPlan(batchSize, position => Math.Clamp(samplesAt(position), batchSize, data.Count));
    }

    /// <summary>Number of full batches in one pass over all the data.</summary>
    public long BatchesPerEpoch { get; }

    /// <summary>Reads the batch at a position of the endless run.</summary>
    /// <param name="position">From 0; epoch e starts at position e · <see cref="BatchesPerEpoch"/> when all samples are in use.</param>
    /// <returns>A batch of exactly the batch size, which the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is negative.</exception>
    public Batch Read(long position)
    {
        Check.AtLeast(position, 0, nameof(position));
        (long epoch, long batch, long samples) = _plan?.Find(position) ?? (position / BatchesPerEpoch, position % BatchesPerEpoch, _data.Count);
        EpochOrder? order = _order;
        if (order?.Epoch != epoch)
        {
            _order = order = new EpochOrder(epoch, Shuffle.Permutation(samples, _seed, epoch));
        }

        ReadOnlySpan<long> chosen = order.Indices.AsSpan((int)(batch * _batchSize), _batchSize);
        using Tensor indices = TensorBytes.Copy(chosen, ScalarType.Int64, _batchSize);
        return _data.Read(indices, _device);
    }

    private sealed record EpochOrder(long Epoch, long[] Indices);
}
