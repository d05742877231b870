using System.Globalization;
using Gan.Losses;

namespace Gan.Monitoring;

/// <summary>Which builder calls usually help, judged by the settings: nobody is told to add what is there.</summary>
internal static class HealthAdvice
{
    public static string For(HealthKind kind, TrainingContext context)
    {
        if (!context.PlaysClassicGame && ForOtherGames(kind, context) is { } advice)
        {
            return advice;
        }
        var settings = context.Settings;
        return kind switch
        {
            HealthKind.NonFinite => $"Lower the learning rates ({Rates(context)}), or let the training go back to a "
                + "checkpoint by itself: .WithNumberGuard(new NumberGuard(NumberPolicy.RollBack)) "
                + "with .WithCheckpoints(…).",
            HealthKind.DiscriminatorWins => Weaken(context),
            HealthKind.VanishingGradient when context.AdversarialLoss is MinimaxLoss =>
                "The minimax loss saturates: .WithVanilla() takes the non-saturating one; "
                    + ".WithWgangp() never saturates.",
            HealthKind.VanishingGradient => Weaken(context),
            HealthKind.Exploding => $"Lower the learning rates ({Rates(context)}), for instance "
                + $"tenfold{Tenfold(context)}, or bound the step with ClipNorm.",
            HealthKind.Collapse => Diversify(settings),
            HealthKind.Memorisation when settings.Augmentations.Count == 0 =>
                "Take more data or smaller networks, or .AddAugmentation(new DiffAugment()), and stop earlier.",
            HealthKind.Memorisation => "Take more data or smaller networks, and stop earlier.",
            HealthKind.LostCategory =>
                "Train longer, or with more rows of it; .WithPacking(10) lets the discriminator see what is missing.",
            HealthKind.RepeatedTexts =>
                "Take fewer Rounds or a smaller RateAfterPretraining in TextGanOptions, and keep its Baseline; compare "
                    + "with .WithLikelihood().",
            HealthKind.Oscillation when PenalisesData(settings) =>
                $"Give the penalty more weight, lower the learning rates ({Rates(context)}), or take Adam with "
                    + "β1 = 0.",
            _ => ".AddPenalty(new R1Penalty(1)) damps the cycle; lower learning rates and Adam with β1 = 0 help too.",
        };
    }

    // Another game may not heed what the builder says of losses, penalties and packs; null where it does not matter.
    private static string? ForOtherGames(HealthKind kind, TrainingContext context) =>
        kind switch
        {
            HealthKind.DiscriminatorWins or HealthKind.VanishingGradient =>
                $"Give who judges a lower learning rate ({Rates(context)}), fewer updates or a penalty on the slope, "
                    + "in the settings of the game.",
            HealthKind.Collapse => "Give who judges a higher learning rate or more updates, in the settings of the "
                + $"game ({Rates(context)}), or take larger batches.",
            HealthKind.Memorisation => "Take more data or smaller networks, and stop earlier.",
            HealthKind.Oscillation => $"Lower the learning rates ({Rates(context)}), or take Adam with β1 = 0.",
            _ => null,
        };

    private static string Weaken(TrainingContext context)
    {
        var settings = context.Settings;
        var updates = "";
        if (settings.CriticSteps > 1 && context.AdversarialLoss is not { EstimatesWasserstein: true })
        {
            updates = $"Make fewer discriminator updates (CriticSteps is {settings.CriticSteps}). ";
        }
        var penalty = PenalisesData(settings)
            ? "Give the penalty more weight"
            : ".AddPenalty(new R1Penalty(1), every: 16) or .WithWgangp() keeps its slope small";
        var judge = context.Players.FirstOrDefault(player => player.Network is DiscriminatorNetwork);
        var rate = judge is null ? "" : $" than {judge.Optimizer.LearningRate:g3}";
        return $"{updates}{penalty}; or give the {judge?.Name ?? "discriminator"} a lower rate{rate}: "
            + ".WithOptimizers(generator, discriminator).";
    }

    private static string Diversify(GanSettings settings)
    {
        var packing = settings.PackSize > 1 ? $".WithPacking({2 * settings.PackSize})" : ".WithPacking(2)";
        var loss = PenalisesData(settings) ? "a higher rate of the discriminator" : ".WithWgangp() or .WithR3gan()";
        return $"{packing} lets the discriminator see repetition; {loss} gives the generator a reason to spread.";
    }

    private static bool PenalisesData(GanSettings settings) =>
        settings.Penalties.Any(scheduled => scheduled.Penalty.PenalisesGradient);

    private static string Rates(TrainingContext context) =>
        string.Join(
            ", ",
            context.GeneratorsFirst().Select(player => $"{player.Name} {player.Optimizer.LearningRate:g3}")
        );

    // A game may give its players optimisers of its own, of which the builder knows nothing.
    private static string Tenfold(TrainingContext context)
    {
        var generator = context.Settings.GeneratorOptimizer;
        var discriminator = context.Settings.DiscriminatorOptimizer;
        var ofBuilder = context.Players.All(player =>
            ReferenceEquals(player.Optimizer, generator) || ReferenceEquals(player.Optimizer, discriminator)
        );
        var tenth = (generator.LearningRate / 10).ToString("0.#######", CultureInfo.InvariantCulture);
        return ofBuilder ? $" by .WithOptimizers(new AdamOptions({tenth}))" : "";
    }
}
