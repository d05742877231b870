namespace Gan;

/// <summary>Whether the metrics can measure on these data and networks. Found at the first measurement it would cost
/// the hours before.</summary>
internal static class MetricRules
{
    internal static IEnumerable<Problem> Check(IReadOnlyList<Scheduled<IGanMetric>> metrics, GanSettings settings) =>
        [
            .. metrics.SelectMany(metric => PartRules.Cadence(metric.Every)),
            .. metrics
                .GroupBy(metric => metric.Item.Name)
                .Where(group => group.Count() > 1)
                .Select(group => new Problem(
                    $"{group.Count()} metrics are named '{group.Key}'.",
                    "Give each a name of its own."
                )),
            .. metrics.SelectMany(metric => metric.Item.Problems(settings).Select(problem => In(metric.Item, problem))),
        ];

    /// <summary>What can be said only when the game is there.</summary>
    internal static IEnumerable<Problem> Check(IReadOnlyList<Scheduled<IGanMetric>> metrics, IGame game)
    {
        var translates = game is ITranslator;
        var makesSamples = translates || game.Players.Any(player => player.Network is GeneratorNetwork);
        foreach (var metric in metrics.Select(metric => metric.Item))
        {
            foreach (var problem in game.Problems(metric))
            {
                yield return In(metric, problem);
            }
            if (metric.NeedsGenerator && !makesSamples)
            {
                yield return In(
                    metric,
                    new(
                        $"It judges samples, but no player of {game.GetType().Name} has a network that makes samples "
                            + "(a GeneratorNetwork).",
                        "Leave the metric out, or measure what the players do by one of your own."
                    )
                );
            }
            if (metric.NeedsTranslator && !translates)
            {
                yield return In(
                    metric,
                    new(
                        $"It gives inputs to the game, but {game.GetType().Name} makes samples from latents.",
                        "Leave the metric out, or train with TranslationBuilder or CycleBuilder."
                    )
                );
            }
        }
    }

    private static Problem In(IGanMetric metric, Problem problem) => problem.In($"metric '{metric.Name}'");
}
