using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Another data set whose samples are changed at random when they are read for training. Read
/// without a seed, as metrics do, it gives them unchanged, so that generated samples are
/// judged beside the real ones. Make it with
/// <see cref="DatasetExtensions.WithAugmentation(IDataset, IReadOnlyList{IRandomTransform})"/>.
/// </summary>
public sealed class AugmentedDataset : IDataset
{
    // The source may itself draw from the seed it is given; transforms count from 0.
    private const int SourceStream = -1;

    private readonly IDataset data;
    private readonly IReadOnlyList<IRandomTransform> transforms;

    internal AugmentedDataset(IDataset data, IReadOnlyList<IRandomTransform> transforms)
    {
        this.data = data;
        this.transforms = transforms;
        Name = $"{data.Name}, changed by {InvariantText.Join("; ", transforms)}";
    }

    /// <summary>The source's name and the transforms, so that a training is not resumed with others.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count => data.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => data.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long>? InputShape => data.InputShape;

    /// <inheritdoc/>
    public ConditionSpec Condition => data.Condition;

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => data.ClassCounts;

    /// <summary>The samples unchanged.</summary>
    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device) => data.Read(indices, device);

    /// <summary>The samples changed: transform t draws from stream t of the seed, so that adding one at the end leaves
    /// the others' numbers as they were. Inputs of pairs are changed by the same draws.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A transform returned another shape.</exception>
    public Batch Read(Tensor indices, Device device, ulong seed) =>
        Change(() => data.Read(indices, device, SplitMix64.For(seed, SourceStream).Next()), seed, first: 0);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A transform returned another shape.</exception>
    public Batch Read(Tensor indices, Device device, BatchPlace place) =>
        Change(() => data.Read(indices, device, place.Stream(SourceStream)), place.Seed, place.First);

    /// <summary>Frees the source.</summary>
    public void Dispose() => data.Dispose();

    private Batch Change(Func<Batch> read, ulong seed, int first)
    {
        using var one = OneThread.Use();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var batch = read();
        var samples = batch.Samples;
        var input = batch.Input;
        for (var i = 0; i < transforms.Count; i++)
        {
            var seedOfTransform = SplitMix64.For(seed, i).Next();
            samples = Change(transforms[i], samples, seedOfTransform, first);
            input = input is null ? null : Change(transforms[i], input, seedOfTransform, first);
        }

        return new Batch(samples, batch.Condition, input).MoveToOuterDisposeScope();
    }

    private static Tensor Change(IRandomTransform transform, Tensor samples, ulong seed, int first)
    {
        var changed = transform.Apply(samples, TransformRandom.From(first, seed, (int)samples.shape[0]));
        return changed.shape.SequenceEqual(samples.shape)
            ? changed
            : throw new InvalidOperationException(
                $"{transform} made {ShapeText.Of(changed.shape)} of samples {ShapeText.Of(samples.shape)}. "
                    + "A transform must keep the shape."
            );
    }
}
