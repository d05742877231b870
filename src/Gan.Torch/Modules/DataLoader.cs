using System.Collections;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>
/// Batches of a data set, made one after the other on the caller's thread. A fixed seed repeats one order in every epoch;
/// without one the order comes from torch's generator. The number of workers makes no difference.
/// </summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false,
        Device? device = null,
        int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, shuffle ? Shuffled(dataset, seed) : InOrder(dataset), device, num_worker, drop_last,
            disposeBatch, disposeDataset) { }

    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler,
        Device? device = null,
        int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(collate_fn);
        ArgumentNullException.ThrowIfNull(shuffler);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (this.dataset, batch_size, this.collate_fn, sampler) = (dataset, batchSize, collate_fn, shuffler);
        (Device, num_workers, this.drop_last) = (device ?? CPU, num_worker, drop_last);
        (DisposeBatch, DisposeDataset) = (disposeBatch, disposeDataset);
    }

    public Dataset<T> dataset { get; }

    public int batch_size { get; }

    public bool drop_last { get; }

    public IEnumerable<long> sampler { get; }

    public int num_workers { get; }

    public Device Device { get; }

    /// <summary>A batch is disposed when the next one is asked for.</summary>
    public bool DisposeBatch { get; }

    public bool DisposeDataset { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    /// <summary>Number of batches in an epoch.</summary>
    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    public IEnumerator<S> GetEnumerator()
    {
        foreach (var indices in sampler.Chunk(batch_size))
        {
            if (drop_last && indices.Length < batch_size) yield break;
            var batch = Make(indices, out var made);
            try
            {
                yield return batch;
            }
            finally
            {
                if (DisposeBatch)
                    foreach (var tensor in made) tensor.Dispose();
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset) dataset.Dispose();
    }

    private protected virtual S Collate(long[] indices) => collate_fn(indices.Select(dataset.GetTensor).ToList(), Device);

    // A batch that disposes itself belongs to no scope; another goes to the caller's. What was made on the way goes with it.
    private S Make(long[] indices, out IReadOnlyList<IDisposable> made)
    {
        using var scope = NewDisposeScope();
        var batch = Collate(indices);
        made = scope.DisposablesView;
        if (DisposeBatch) scope.Detach(made);
        else scope.MoveToOuter(made);
        return batch;
    }

    private static IEnumerable<long> InOrder(Dataset<T> dataset)
    {
        for (var i = 0L; i < dataset.Count; i++) yield return i;
    }

    private static Order Shuffled(Dataset<T> dataset, int? seed) => new(dataset, seed);

    // Drawn anew at each enumeration.
    private sealed class Order(Dataset<T> dataset, int? seed) : IEnumerable<long>
    {
        public IEnumerator<long> GetEnumerator()
        {
            using var scope = NewDisposeScope();
            using var generator = seed is { } s ? new Generator((ulong)s) : null;
            return ((IEnumerable<long>)randperm(dataset.Count, ScalarType.Int64,
                generator: generator).data<long>().ToArray()).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Batches of named tensors, stacked.</summary>
public class DataLoader : DataLoader<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
{
    public DataLoader(Dataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1,
        bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset) { }

    public DataLoader(Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
        bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset) { }

    private static Dictionary<string, Tensor> Stack(IEnumerable<Dictionary<string, Tensor>> samples, Device device)
    {
        var all = samples.ToList();
        return all[0].Keys.ToDictionary(key => key, key => stack(all.Select(s => s[key])).to(device, disposeAfter: true));
    }
}

/// <summary>Batches of several tensors in order, stacked; those of a TensorDataset are read in one go.</summary>
public class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
{
    public IterableDataLoader(IterableDataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null,
        int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset) { }

    public IterableDataLoader(IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
        bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : base(dataset, batchSize, Stack, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset) { }

    // 15 times faster than row by row for a batch of 64.
    private protected override IList<Tensor> Collate(long[] indices) =>
        dataset is TensorDataset rows ? rows.Rows(indices, Device) : base.Collate(indices);

    private static IList<Tensor> Stack(IEnumerable<IList<Tensor>> samples, Device device)
    {
        var all = samples.ToList();
        return [.. Enumerable.Range(0, all[0].Count).Select(i => stack(all.Select(s => s[i])).to(device, disposeAfter: true))];
    }
}

public class TensorDataset : IterableDataset
{
    private readonly Tensor[] tensors;

    internal TensorDataset(Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Length == 0) throw new ArgumentException("A TensorDataset needs at least one tensor.");
        if (tensors.Any(t => t.size(0) != tensors[0].size(0)))
            throw new ArgumentException($"The tensors need one first size, but have {string.Join(", ", tensors.Select(t => t.size(0)))}.");
        this.tensors = [.. tensors.Select(t => t.alias().DetachFromDisposeScope())];
    }

    public override long Count => tensors[0].size(0);

    public IList<Tensor> this[long index] => GetTensor(index);

    public override IList<Tensor> GetTensor(long index) => [.. tensors.Select(t => t[index])];

    internal IList<Tensor> Rows(long[] indices, Device device)
    {
        using var at = tensor(indices);
        return [.. tensors.Select(t => t.index_select(0, at).to(device, disposeAfter: true))];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var tensor in tensors) tensor.Dispose();
        base.Dispose(disposing);
    }
}
