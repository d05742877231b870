using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>What stands against a game that translates, before a dry turn is played.</summary>
internal static class TranslationRules
{
    internal static GanConfigurationException NoInputs(GanSettings settings) =>
        new([
            new Problem(
                $"A translation needs an input for each sample, but '{settings.DataSet}' has none.",
                "Call WithPairs with PairedFolders, PairedDataset or WithInput, or CycleBuilder.WithImages without "
                    + "pairs."
            ),
        ]);

    /// <param name="settings">Of the training.</param>
    /// <param name="options">What is played.</param>
    /// <param name="plan">Of the translator.</param>
    /// <param name="translator">The translator.</param>
    /// <param name="judge">The judge; null where nobody judges.</param>
    internal static IEnumerable<Problem> Check(
        GanSettings settings,
        TranslationOptions options,
        TranslatorPlan plan,
        TranslatorNetwork translator,
        DiscriminatorNetwork? judge
    ) =>
        [
            .. options.Problems(),
            .. plan.Problems(),
            .. OfTranslator(settings, translator),
            .. judge is null ? [] : OfJudge(settings, options, plan, judge),
            .. Unread(settings, nameof(TranslationGame)),
        ];

    private static IEnumerable<Problem> OfJudge(
        GanSettings settings,
        TranslationOptions options,
        TranslatorPlan plan,
        DiscriminatorNetwork judge
    )
    {
        if (options.JudgeSeesInput && !plan.InputShape.Skip(1).SequenceEqual(plan.OutputShape.Skip(1)))
        {
            yield return new Problem(
                $"The judge sees input and target as one image, but they are {ShapeText.Of(plan.InputShape)} and "
                    + $"{ShapeText.Of(plan.OutputShape)}.",
                "Set JudgeSeesInput to false."
            );
        }
        var shape = options.ShapeToJudge(plan.InputShape, plan.OutputShape);
        foreach (var problem in options.Judge.Problems(shape).Concat(OfJudge(settings, judge)))
        {
            yield return problem;
        }
    }

    /// <summary>What the settings ask for and no game that translates reads.</summary>
    internal static IEnumerable<Problem> Unread(GanSettings settings, string game)
    {
        if (settings.Conditioning is not null)
        {
            yield return new Problem(
                $"{game} reads no labels, but WithConditioning asks for " + $"{settings.Conditioning.GetType().Name}.",
                "Leave WithConditioning out."
            );
        }
        if (settings.PackSize > 1)
        {
            yield return new Problem(
                $"{game} judges single images, but WithPacking({settings.PackSize}) is set.",
                "Leave it out."
            );
        }
        if (settings.DiscriminatorCount > 1)
        {
            yield return new Problem(
                $"{game} has one judge for each kind of image, but "
                    + $"WithDiscriminators({settings.DiscriminatorCount}) is set.",
                "Leave it out."
            );
        }
        if (settings.Training.DiscriminatorWarmUp > 0)
        {
            yield return new Problem(
                $"{game} lets no judge learn before the first step, but DiscriminatorWarmUp is "
                    + $"{settings.Training.DiscriminatorWarmUp}.",
                "Leave it out."
            );
        }
        foreach (var term in settings.GeneratorPenalties)
        {
            yield return new Problem(
                $"{game} has no generator of latents, which {term.Penalty.GetType().Name} is about.",
                "Leave AddGeneratorPenalty out; TranslationOptions.Terms is where a translator's terms stand."
            );
        }
    }

    /// <summary>Whether the parts of a translator go with the batch.</summary>
    // A map of one value would become 0 in training, and in evaluation the running statistics of single images serve
    // none of them. A judge, which is never evaluated, may have it: so pix2pix was published.
    internal static IEnumerable<Problem> OfTranslator(GanSettings settings, TranslatorNetwork translator)
    {
        if (settings.Training.BatchSize == 1 && translator.modules().Any(m => m is BatchNorm))
        {
            yield return new Problem(
                "The translator has batch normalisation, but BatchSize is 1.",
                "Take 2 or more, or a translator with TranslatorNorm.Instance."
            );
        }
    }

    /// <summary>Whether the parts of a judge go with the penalties.</summary>
    internal static IEnumerable<Problem> OfJudge(GanSettings settings, DiscriminatorNetwork judge)
    {
        if (settings.Plan.GradientPenalty && judge.modules().Any(m => m is BatchNorm))
        {
            yield return new Problem(
                "The judge has batch normalisation, but its gradient is penalised for each sample, and batch "
                    + "statistics couple the samples (Gulrajani et al. 2017, section 4).",
                "Give the judge another norm."
            );
        }
    }
}
