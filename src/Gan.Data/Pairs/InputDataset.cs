using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Another data set's samples as targets, with inputs that a pairing derives from them. Make it with
/// <see cref="DatasetExtensions.WithInput"/>.
/// </summary>
/// <remarks>
/// A batch of a run draws from its seed. Read without a seed, as metrics and held-out pairs are, what a pairing draws
/// for a sample is a function of the sample's index, so that each measurement sees the same inputs.
/// </remarks>
public sealed class InputDataset : IDataset
{
    internal InputDataset(IDataset data, IPairing pairing)
    {
        Source = data;
        Pairing = pairing;
        InputShape = [.. pairing.InputShape(data.SampleShape)];
        Name = $"{data.Name}, input by {pairing}";
    }

    /// <summary>How inputs are derived.</summary>
    public IPairing Pairing { get; }

    /// <summary>The source's name and the pairing, so that a training is not resumed with another.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count => Source.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => Source.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape { get; }

    /// <inheritdoc/>
    public ConditionSpec Condition => Source.Condition;

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => Source.ClassCounts;

    internal IDataset Source { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The pairing made something else than it said.</exception>
    public Batch Read(Tensor indices, Device device)
    {
        using var scope = NewDisposeScope();
        return Derive(Source.Read(indices, device), TransformRandom.OfSamples(indices)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The pairing made something else than it said.</exception>
    public Batch Read(Tensor indices, Device device, ulong seed)
    {
        using var scope = NewDisposeScope();
        var batch = Source.Read(indices, device, SplitMix64.For(seed, -1).Next());
        return Derive(batch, Random(seed, batch, first: 0)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The pairing made something else than it said.</exception>
    public Batch Read(Tensor indices, Device device, BatchPlace place)
    {
        using var scope = NewDisposeScope();
        var batch = Source.Read(indices, device, place.Stream(-1));
        return Derive(batch, Random(place.Seed, batch, place.First)).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the source.</summary>
    public void Dispose() => Source.Dispose();

    // Stream -1 is the source's.
    private static TransformRandom Random(ulong seed, Batch batch, int first) =>
        TransformRandom.From(first, SplitMix64.For(seed, 0).Next(), (int)batch.Count);

    private Batch Derive(Batch batch, TransformRandom random)
    {
        using var one = OneThread.Use();
        using var _ = no_grad();
        var input = Pairing.Derive(batch.Samples, random);
        long[] wanted = [batch.Count, .. InputShape];
        if (input.dtype != ScalarType.Float32 || !input.shape.SequenceEqual(wanted))
        {
            throw new InvalidOperationException(
                $"{Pairing} made {Text.Describe(input)} of samples {ShapeText.Of(batch.Samples.shape)}, but said "
                    + $"float32 {ShapeText.Of(wanted)}. Mend its InputShape or its Derive."
            );
        }

        return new Batch(batch.Samples, batch.Condition, input);
    }
}
