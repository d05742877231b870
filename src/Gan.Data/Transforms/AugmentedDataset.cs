using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Another data set whose samples are changed at random when they are read for training. Read
/// without a seed, as metrics do, it gives them unchanged, so that generated samples are
/// judged beside the real ones. Make it with <see cref="DatasetExtensions.WithAugmentation"/>.
/// </summary>
public sealed class AugmentedDataset : IDataset
{
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
    public ConditionSpec Condition => data.Condition;

    /// <summary>The samples unchanged.</summary>
    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device) => data.Read(indices, device);

    /// <summary>The samples changed: transform t draws from stream t of the seed, so that adding one at the end leaves
    /// the others' numbers as they were.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A transform returned another shape.</exception>
    public Batch Read(Tensor indices, Device device, ulong seed)
    {
        using var one = OneThread.Use();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // The source may itself draw from the seed it is given.
        var batch = data.Read(indices, device, SplitMix64.For(seed, -1).Next());
        var samples = batch.Samples;
        for (var i = 0; i < transforms.Count; i++)
        {
            var random = new TransformRandom(SplitMix64.For(seed, i).Next(), (int)batch.Count);
            var changed = transforms[i].Apply(samples, random);
            if (!changed.shape.SequenceEqual(samples.shape))
            {
                throw new InvalidOperationException(
                    $"{transforms[i]} made {ShapeText.Of(changed.shape)} of samples {ShapeText.Of(samples.shape)}. "
                        + "A transform must keep the shape."
                );
            }

            samples = changed;
        }

        return new Batch(samples.MoveToOuterDisposeScope(), batch.Condition?.MoveToOuterDisposeScope());
    }

    /// <summary>Frees the source.</summary>
    public void Dispose() => data.Dispose();
}
