namespace Gan;

/// <summary>Whether batches divide into packs, and nothing asks for single samples of a pack.</summary>
internal static class PackingRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        var batch = settings.Training.BatchSize;
        var pack = settings.PackSize;
        if (pack < 1)
        {
            yield return $"WithPacking: samples must be at least 1, but was {pack}.";
        }
        else if (pack > batch)
        {
            yield return new Problem(
                $"A pack of {pack} samples is larger than BatchSize {batch}.",
                "Take a smaller pack or a larger batch."
            );
        }
        else if (batch % pack != 0)
        {
            yield return new Problem(
                $"BatchSize {batch} is not a multiple of the pack's {pack} samples.",
                $"Take BatchSize {batch / pack * pack} or {(batch / pack + 1) * pack}."
            );
        }
        if (pack > 1 && settings.Conditioning is { ReadsFeatures: true })
        {
            var instead = settings.DataCondition.Classes > 0 ? ", or use LabelConcatenation or LabelEmbedding" : "";
            yield return new Problem(
                $"{settings.Conditioning.GetType().Name} reads each sample's features, but packing judges {pack} "
                    + "samples together.",
                $"Leave WithPacking out{instead}."
            );
        }
    }
}
