namespace Gan;

/// <summary>Whether augmentations fit the samples, and their strength has something to follow.</summary>
internal static class AugmentationRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings) =>
        [
            .. settings.Augmentations.SelectMany(augmentation => augmentation.Problems(settings.SampleShape)),
            .. settings.AdaptiveStrength is null ? [] : Strength(settings),
            .. settings.ScheduledStrength is null ? [] : Schedule(settings),
        ];

    private static IEnumerable<Problem> Schedule(GanSettings settings)
    {
        if (!settings.Augmentations.Any(augmentation => augmentation.Adapts))
        {
            yield return new Problem(
                "WithScheduledStrength sets the strength of augmentations, but none is there that adapts.",
                "Add one: AddAugmentation(new AdaptivePolicy())."
            );
        }
        if (settings.AdaptiveStrength is not null)
        {
            yield return new Problem(
                "WithScheduledStrength and WithAdaptiveStrength both set the strength of the augmentations.",
                "Leave one out."
            );
        }
    }

    private static IEnumerable<Problem> Strength(GanSettings settings)
    {
        if (!settings.Augmentations.Any(augmentation => augmentation.Adapts))
        {
            yield return new Problem(
                "WithAdaptiveStrength adapts augmentations, but none is there that adapts.",
                "Add one: AddAugmentation(new AdaptivePolicy())."
            );
        }
        var loss = settings.Loss.GetType().Name;
        if (settings.Loss.MiddleScore is not { } middle)
        {
            yield return new Problem(
                "WithAdaptiveStrength reads the sign of real scores as overfitting, but the scores of a "
                    + $"{loss} have no zero.",
                "Use WithVanilla() or WithHinge(), or leave it out."
            );
        }
        else if (middle != 0)
        {
            yield return new Problem(
                "WithAdaptiveStrength reads the sign of real scores as overfitting, but the targets of this "
                    + $"{loss} do not lie around zero.",
                "Use WithLsgan(LeastSquaresLoss.MinusOneOneZero), or leave it out."
            );
        }
    }
}
