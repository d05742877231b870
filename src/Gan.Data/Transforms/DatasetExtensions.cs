namespace Gan.Data;

/// <summary>What can be put around any data set.</summary>
public static class DatasetExtensions
{
    /// <summary>Derives an input from each sample, which becomes the target of a translation.</summary>
    /// <param name="data">The targets. The result takes them over: disposing the result disposes them.</param>
    /// <param name="pairing">What the input is.</param>
    /// <exception cref="GanConfigurationException">A setting of the pairing is out of range.</exception>
    /// <exception cref="ArgumentException">The data set has inputs already, or the pairing does not fit the samples'
    /// shape; the message says why.</exception>
    public static InputDataset WithInput(this IDataset data, IPairing pairing)
    {
        PairedDataset.CheckHasNoInput(data);
        ArgumentNullException.ThrowIfNull(pairing);
        TransformImages.ThrowIfUnfit(pairing.Problems(), pairing.Problems(data.SampleShape), nameof(pairing));
        return new InputDataset(data, pairing);
    }

    /// <summary>Changes the targets at random when they are read for training, and derives the inputs from the changed
    /// ones: what a pair shows is the same in both.</summary>
    /// <param name="data">Targets and their pairing. The result takes them over: disposing the result disposes
    /// them.</param>
    /// <param name="transforms">What to do, in this order, at least one.</param>
    /// <exception cref="GanConfigurationException">A setting of a transform is out of range.</exception>
    /// <exception cref="ArgumentException">There is no transform, one is null,
    /// or one does not fit the samples' shape; the message says why.</exception>
    public static InputDataset WithAugmentation(
        this InputDataset data,
        params IReadOnlyList<IRandomTransform> transforms
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Source.WithAugmentation(transforms).WithInput(data.Pairing);
    }

    /// <summary>
    /// Changes the samples at random when they are read for training. Inputs of pairs are changed by the same draws:
    /// moved alike, and their colours changed by the same factors. Where an input has no colours of the target, such as
    /// a map or a sketch, leave <see cref="RandomColor"/> out.
    /// </summary>
    /// <param name="data">The samples. The result takes it over: disposing the result disposes it.</param>
    /// <param name="transforms">What to do, in this order, at least one.</param>
    /// <exception cref="GanConfigurationException">A setting of a transform is out of range.</exception>
    /// <exception cref="ArgumentException">There is no transform, one is null, one does not fit the shape of the
    /// samples or of the inputs, or the inputs are derived from the samples further inside; the message says
    /// why.</exception>
    public static AugmentedDataset WithAugmentation(
        this IDataset data,
        params IReadOnlyList<IRandomTransform> transforms
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(transforms);
        foreach (var (i, transform) in transforms.Index())
        {
            if (transform is null)
            {
                throw new ArgumentException(
                    $"transforms must not contain null, but its entry {i} is. Leave it out.",
                    nameof(transforms)
                );
            }
        }

        GanConfigurationException.ThrowIfAny(transforms.SelectMany(transform => transform.Problems()));
        var problems = transforms.SelectMany(transform => Misfits(transform, data)).Distinct().ToList();
        if (transforms.Count == 0)
        {
            problems.Add("WithAugmentation takes at least one transform.");
        }

        return problems.Count == 0
            ? new AugmentedDataset(data, [.. transforms])
            : throw new ArgumentException(InvariantText.Join(" ", problems), nameof(transforms));
    }

    private static IEnumerable<Problem> Misfits(IRandomTransform transform, IDataset data)
    {
        var shape = data.SampleShape;
        List<Problem> problems = [.. transform.Problems(shape)];
        if (data.InputShape is not { } input)
        {
            return problems;
        }

        if (DerivesInput(data))
        {
            problems.Add(
                new(
                    $"'{data.Name}' derives its inputs from its samples.",
                    "Call WithAugmentation before WithInput, so that inputs are derived from what was changed."
                )
            );
            return problems;
        }

        problems.AddRange(transform.Problems(input));
        if (!transform.ScalesWithImage && !shape.Skip(1).SequenceEqual(input.Skip(1)))
        {
            problems.Add(
                new(
                    $"{transform.GetType().Name} does not change samples {ShapeText.Of(shape)} and inputs "
                        + $"{ShapeText.Of(input)} alike, since it does not scale with the image.",
                    "Leave it out, or bring both to one size."
                )
            );
        }

        return problems;
    }

    private static bool DerivesInput(IDataset data) =>
        data is InputDataset || (data is ConditionedDataset conditioned && DerivesInput(conditioned.Source));
}
