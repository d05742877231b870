namespace Gan;

/// <summary>What can be said of packing, several discriminators, augmentation and heads before a network is made.</summary>
internal static class DecorationRules
{
    internal static IEnumerable<string> Check(GanSettings s) => [.. Packing(s), .. Augmentation(s), .. Several(s)];

    private static IEnumerable<string> Packing(GanSettings s)
    {
        var batch = s.Training.BatchSize;
        if (s.PackSize < 1) yield return $"WithPacking: samples must be at least 1, but was {s.PackSize}.";
        else if (s.PackSize > batch) yield return $"A pack of {s.PackSize} samples is larger than BatchSize {batch}. Take a smaller pack or a larger batch.";
        else if (batch % s.PackSize != 0) yield return $"BatchSize {batch} is not a multiple of the pack's {s.PackSize} samples. Take BatchSize {batch / s.PackSize * s.PackSize} or {(batch / s.PackSize + 1) * s.PackSize}.";
        if (s.PackSize > 1 && s.Conditioning is { ReadsFeatures: true })
            yield return $"{s.Conditioning.GetType().Name} reads each sample's features, but packing judges {s.PackSize} samples together. Leave WithPacking out, or use LabelConcatenation or LabelEmbedding.";
    }

    private static IEnumerable<string> Augmentation(GanSettings s)
    {
        foreach (var problem in s.Augmentations.SelectMany(a => a.Problems(s.SampleShape))) yield return problem;
        foreach (var problem in s.AdaptiveStrength?.Problems() ?? []) yield return problem;
        if (s.AdaptiveStrength is not null && s.Augmentations.Count == 0)
            yield return "WithAdaptiveStrength adapts augmentations, but there are none. Add one: AddAugmentation(new AdaptivePolicy()).";
        if (s.AdaptiveStrength is not null && s.Loss.EstimatesWasserstein)
            yield return "WithAdaptiveStrength reads the sign of real scores as overfitting, but a Wasserstein critic's scores have no zero. Use WithVanilla() or a hinge loss, or leave it out.";
    }

    private static IEnumerable<string> Several(GanSettings s)
    {
        if (s.DiscriminatorCount < 1) yield return $"WithDiscriminators: count must be at least 1, but was {s.DiscriminatorCount}.";
    }
}
