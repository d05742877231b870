namespace Gan.Games;

/// <summary>What stands against a <see cref="CycleGame"/>.</summary>
internal static class CycleRules
{
    internal static IEnumerable<Problem> Check(
        GanSettings settings,
        CycleOptions options,
        TranslatorPlan plan,
        TranslatorNetwork translators,
        DiscriminatorNetwork judge
    )
    {
        List<Problem> problems =
        [
            .. options.Problems(),
            .. plan.Problems(),
            .. TranslationRules.OfTranslator(settings, translators),
            .. options.Judge.Problems(settings.InputShape!),
            .. options.Judge.Problems(settings.SampleShape),
            .. TranslationRules.OfJudge(settings, judge),
            .. TranslationRules.Unread(settings, nameof(CycleGame)),
        ];
        if (options.IdentityWeight > 0 && !settings.InputShape!.SequenceEqual(settings.SampleShape))
        {
            problems.Add(
                new Problem(
                    $"The identity term gives images of kind A {ShapeText.Of(settings.InputShape!)} to the translator "
                        + $"from B {ShapeText.Of(settings.SampleShape)}, which needs one shape for both.",
                    "Set IdentityWeight to 0, or bring both kinds to one shape."
                )
            );
        }
        if (settings.CriticSteps > 1)
        {
            problems.Add(
                new Problem(
                    $"CycleGame updates each judge once a step, but CriticSteps is {settings.CriticSteps}.",
                    "Take a loss with one update, such as WithLsgan(), or CriticSteps = 1."
                )
            );
        }
        return problems;
    }
}
