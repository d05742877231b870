namespace Gan.Games;

/// <summary>What stands against a game of texts, before a dry turn is played.</summary>
internal static class TextRules
{
    internal static IEnumerable<Problem> Check(TextGanOptions options, GeneratorNetwork generator) =>
        [.. options.Problems(), .. OfWriter(generator)];

    private static IEnumerable<Problem> OfWriter(GeneratorNetwork generator)
    {
        if (generator.Writer is null)
        {
            yield return new Problem(
                $"The generator {generator.GetName()} writes no texts.",
                "Train with TextBuilder, or give networks whose generator is an ITextWriter."
            );
        }
    }

    /// <summary>What the settings ask for and no game of texts reads; said before networks are made by it.</summary>
    internal static IEnumerable<Problem> Unread(GanSettings settings, string game)
    {
        if (settings.Conditioning is not null)
        {
            yield return new Problem(
                $"{game} reads no labels, but WithConditioning asks for {settings.Conditioning.GetType().Name}.",
                "Leave WithConditioning out."
            );
        }
        if (settings.PackSize > 1)
        {
            yield return new Problem(
                $"{game} judges single texts, but WithPacking({settings.PackSize}) is set.",
                "Leave it out."
            );
        }
        if (settings.Augmentations.Count > 0 || settings.AdaptiveStrength is not null)
        {
            var added = settings.Augmentations.Select(change => change.GetType().Name).Append("WithAdaptiveStrength");
            yield return new Problem(
                $"{game} judges numbers of tokens, which {added.First()} would change to others.",
                "Leave augmentations out."
            );
        }
        if (settings.Training.Minutes is not null)
        {
            yield return new Problem(
                $"{game} has phases whose steps take different times, so that minutes are no number of steps.",
                "Leave TrainingOptions.Minutes out, and set TextGanOptions.PretrainEpochs, JudgeSteps and Rounds."
            );
        }
        if (settings.Training.DiscriminatorWarmUp > 0)
        {
            yield return new Problem(
                $"{game} has a phase in which the judge learns alone, but DiscriminatorWarmUp is "
                    + $"{settings.Training.DiscriminatorWarmUp}.",
                "Leave it out, and set TextGanOptions.JudgeSteps."
            );
        }
        var penalties = settings.Penalties.Select(term => term.Penalty.GetType().Name);
        var others = settings.GeneratorPenalties.Select(term => term.Penalty.GetType().Name);
        foreach (var penalty in penalties.Concat(others))
        {
            yield return new Problem(
                $"{game} reads no penalties, but {penalty} was added: numbers of tokens have no gradient.",
                "Leave it out."
            );
        }
    }
}
