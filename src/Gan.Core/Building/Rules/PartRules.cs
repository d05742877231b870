namespace Gan;

/// <summary>What each part says of its own settings.</summary>
internal static class PartRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings) =>
        [
            .. settings.Training.Problems(),
            .. Single(settings),
            .. settings.GeneratorOptimizer.Problems().Select(problem => problem.In("Generator")),
            .. settings.DiscriminatorOptimizer.Problems().Select(problem => problem.In("Discriminator")),
            .. settings.Networks.Problems(settings.SampleShape),
            .. Of(settings.Loss, settings.Loss.Problems()),
            .. settings.Penalties.SelectMany(term => Of(term.Penalty, term.Penalty.Problems())),
            .. settings.GeneratorPenalties.SelectMany(term => Of(term.Penalty, term.Penalty.Problems())),
            .. settings.Penalties.SelectMany(term => Cadence(term.Every)),
            .. settings.GeneratorPenalties.SelectMany(term => Cadence(term.Every)),
            .. settings.Penalties.SelectMany(term => Of(term.Penalty, term.Schedule.Problems())),
            .. settings.GeneratorPenalties.SelectMany(term => Of(term.Penalty, term.Schedule.Problems())),
            .. settings.Constraints.SelectMany(constraint => Of(constraint, constraint.Problems())),
            .. settings.Augmentations.SelectMany(change => Of(change, change.Problems())),
            .. settings.AdaptiveStrength?.Problems() ?? [],
            .. settings.ScheduledStrength?.Problems() ?? [],
            .. settings.Conditioning is { } conditioning ? Of(conditioning, conditioning.Problems()) : [],
        ];

    /// <summary>How often something is due.</summary>
    internal static IEnumerable<Problem> Cadence(int every) => Bounds.All(Bounds.AtLeast(1, every));

    // Batch statistics of a generator of latents need two samples. A game of its own may do without.
    private static IEnumerable<Problem> Single(GanSettings settings) =>
        settings is { Game: null, Training.BatchSize: 1 }
            ? Bounds.All(Bounds.AtLeast(2, 1, nameof(TrainingOptions.BatchSize)))
            : [];

    // The name tells which of several parts is meant, where the sentence does not begin with it.
    private static IEnumerable<Problem> Of(object part, IEnumerable<Problem> problems)
    {
        var name = part.GetType().Name;
        return problems.Select(problem =>
            problem.What.StartsWith($"{name}.", StringComparison.Ordinal) ? problem : problem.In(name)
        );
    }
}
