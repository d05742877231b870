namespace Gan;

/// <summary>Whether loss and heads fit the number of discriminators and of their scores.</summary>
internal static class DiscriminatorRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        var count = settings.DiscriminatorCount;
        if (settings.Loss.WeighsDiscriminators && count == 1)
        {
            yield return new Problem(
                $"{settings.Loss.GetType().Name} weighs several discriminators, but there is one.",
                "Add WithDiscriminators(2) or more, or take the inner loss."
            );
        }
        foreach (var problem in settings.Loss.Problems(settings.Training.BatchSize / Math.Max(1, settings.PackSize)))
        {
            yield return problem;
        }
        if (count > 1 && settings.Conditioning is { ReadsFeatures: true })
        {
            yield return new Problem(
                $"{settings.Conditioning.GetType().Name} has one head on the features of all {count} discriminators, "
                    + "which would no longer be independent.",
                "Use LabelConcatenation or LabelEmbedding, or one discriminator."
            );
        }
        if (count < 1)
        {
            yield return $"WithDiscriminators: count must be at least 1, but was {count}.";
        }
    }
}
