namespace Gan;

/// <summary>What measures, looks on, stops and stores: it is no setting of the training, but has to fit it.</summary>
internal static class ObserverRules
{
    internal static IEnumerable<Problem> Check(BuilderChoices choices, GanSettings settings)
    {
        List<string> metrics = [.. choices.Metrics.Select(metric => metric.Item.Name)];
        return
        [
            .. choices.Callbacks.SelectMany(callback => PartRules.Cadence(callback.Every)),
            .. choices.Metrics.SelectMany(metric => PartRules.Cadence(metric.Every)),
            .. settings.Stopping.SelectMany(rule => rule.Problems(metrics)),
            .. metrics
                .GroupBy(name => name)
                .Where(group => group.Count() > 1)
                .Select(group => new Problem(
                    $"{group.Count()} metrics are named '{group.Key}'.",
                    "Give each a name of its own."
                )),
            .. choices.Checkpoints?.Problems(metrics, [.. settings.Describe().Keys, StoredSettings.Players]) ?? [],
            .. choices.Guard.Problems(choices.Checkpoints is not null),
        ];
    }
}
