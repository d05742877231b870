using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Another data set's samples with a vector of numbers beside each, as continuous conditions. Labels of the
/// data set are left out.</summary>
public sealed class ConditionedDataset : IDataset
{
    private readonly Tensor vectors;

    /// <summary>Puts vectors beside samples.</summary>
    /// <param name="data">The samples. Stays the caller's to dispose.</param>
    /// <param name="vectors">Finite numbers, [Count, K]: one row for each sample.</param>
    /// <exception cref="ArgumentException">The rows are not as many as
    /// the samples, K is 0, or a number is NaN or infinite.</exception>
    public ConditionedDataset(IDataset data, float[,] vectors)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(vectors);
        var rows = vectors.GetLength(0);
        var size = vectors.GetLength(1);
        if (rows != data.Count || size == 0)
        {
            throw new ArgumentException(
                $"'{data.Name}' has {data.Count} samples and needs vectors of shape [{data.Count}, K] with K of at "
                    + $"least 1, but they have shape [{rows}, {size}].",
                nameof(vectors)
            );
        }

        float[] flat = [.. vectors.Cast<float>()];
        var bad = Array.FindIndex(flat, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Conditions must be finite, but row {bad / size} has {flat[bad]} in column {bad % size}.",
                nameof(vectors)
            );
        }

        TorchBackend.EnsureAvailable();
        Source = data;
        Condition = ConditionSpec.Vectors(size);
        this.vectors = tensor(flat, [rows, size]).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public string Name => Source.Name;

    /// <inheritdoc/>
    public long Count => Source.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => Source.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long>? InputShape => Source.InputShape;

    /// <inheritdoc/>
    public ConditionSpec Condition { get; }

    internal IDataset Source { get; }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device)
    {
        Check.NotDisposed(vectors.IsInvalid, this);
        return WithVectors(Source.Read(indices, device), indices, device);
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, ulong seed)
    {
        Check.NotDisposed(vectors.IsInvalid, this);
        return WithVectors(Source.Read(indices, device, seed), indices, device);
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, BatchPlace place)
    {
        Check.NotDisposed(vectors.IsInvalid, this);
        return WithVectors(Source.Read(indices, device, place), indices, device);
    }

    private Batch WithVectors(Batch batch, Tensor indices, Device device)
    {
        batch.Condition?.Dispose();
        using var rows = vectors.index_select(0, indices);
        return new Batch(batch.Samples, rows.to(device), batch.Input);
    }

    /// <summary>Frees the vectors; the samples stay the caller's.</summary>
    public void Dispose() => vectors.Dispose();
}
