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
            .. choices.Callbacks.SelectMany(callback => Of(callback.Item, settings)),
            .. MetricRules.Check(choices.Metrics, settings),
            .. settings.Stopping.SelectMany(rule => rule.Problems(metrics)),
            .. choices.Checkpoints?.Problems(metrics, [.. settings.Describe().Keys, StoredSettings.Players]) ?? [],
            .. choices.Guard.Problems(choices.Checkpoints is not null),
            .. Bounds.All(Bounds.Named(choices.ObserverPolicy)),
        ];
    }

    private static IEnumerable<Problem> Of(ITrainingCallback callback, GanSettings settings) =>
        callback.Problems(settings).Select(problem => problem.In(callback.GetType().Name));
}
