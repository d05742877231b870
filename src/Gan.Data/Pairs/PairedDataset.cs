using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Pairs: sample i of one data set is the input that sample i of another is to be made from. Labels are the
/// targets'.</summary>
/// <remarks>Both read with the same seed, so that equal random changes around each are the same for a pair.
/// <see cref="DatasetExtensions.WithAugmentation(IDataset, IReadOnlyList{IRandomTransform})"/> around the pairs is
/// the shorter way.</remarks>
public sealed class PairedDataset : IDataset
{
    private readonly IDataset inputs;
    private readonly IDataset targets;

    /// <summary>Puts two data sets side by side.</summary>
    /// <param name="inputs">What a translator is given. Stays the caller's to dispose.</param>
    /// <param name="targets">What it is to make of that, in the same order. Stays the caller's to dispose.</param>
    /// <exception cref="ArgumentException">They are not equally many, or one of the two has inputs
    /// already.</exception>
    public PairedDataset(IDataset inputs, IDataset targets)
    {
        CheckHasNoInput(inputs);
        CheckHasNoInput(targets);
        if (inputs.Count != targets.Count)
        {
            throw new ArgumentException(
                $"Each target needs its input, but '{inputs.Name}' has {inputs.Count} samples and '{targets.Name}' "
                    + $"{targets.Count}. Leave out what has no partner, or use UnpairedDataset.",
                nameof(inputs)
            );
        }

        this.inputs = inputs;
        this.targets = targets;
        Name = $"{inputs.Name} to {targets.Name}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Number of pairs.</summary>
    public long Count => targets.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => targets.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => inputs.SampleShape;

    /// <summary>The targets'.</summary>
    public ConditionSpec Condition => targets.Condition;

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => targets.ClassCounts;

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device) => Read(data => data.Read(indices, device));

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, ulong seed) => Read(data => data.Read(indices, device, seed));

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device, BatchPlace place) =>
        Read(data => data.Read(indices, device, place));

    /// <summary>Frees nothing: both data sets stay the caller's.</summary>
    public void Dispose() { }

    internal static void CheckHasNoInput(
        IDataset data,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(data))] string name = ""
    )
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.InputShape is { } shape)
        {
            throw new ArgumentException(
                $"'{data.Name}' has inputs {ShapeText.Of(shape)} already. Pass the data set without them.",
                name
            );
        }
    }

    private Batch Read(Func<IDataset, Batch> read)
    {
        using var scope = NewDisposeScope();
        var input = read(inputs);
        var target = read(targets);
        input.Condition?.Dispose();
        return new Batch(target.Samples, target.Condition, input.Samples).MoveToOuterDisposeScope();
    }
}
