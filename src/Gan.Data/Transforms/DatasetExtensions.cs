namespace Gan.Data;

/// <summary>What can be put around any data set.</summary>
public static class DatasetExtensions
{
    /// <summary>Changes the samples at random when they are read for training.</summary>
    /// <param name="data">The samples. The result takes it over: disposing the result disposes it.</param>
    /// <param name="transforms">What to do, in this order, at least one.</param>
    /// <exception cref="GanConfigurationException">A setting of a transform is out of range.</exception>
    /// <exception cref="ArgumentException">There is no transform, one is null,
    /// or one does not fit the samples' shape; the message says why.</exception>
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
        var problems = transforms.SelectMany(transform => transform.Problems(data.SampleShape)).ToList();
        if (transforms.Count == 0)
        {
            problems.Add("WithAugmentation takes at least one transform.");
        }

        return problems.Count == 0
            ? new AugmentedDataset(data, [.. transforms])
            : throw new ArgumentException(InvariantText.Join(" ", problems), nameof(transforms));
    }
}
