namespace Gan;

/// <summary>Decides which checkpoints stay. It neither reads nor writes any.</summary>
internal sealed class CheckpointRetention(CheckpointOptions options)
{
    private readonly SortedDictionary<long, double> scores = [];

    /// <summary>Remembers what the metric was at a stored step.</summary>
    internal void Stored(long step, IReadOnlyDictionary<string, double> metrics)
    {
        scores.Remove(step);
        if (Score(metrics) is { } score) scores[step] = score;
    }

    internal void Forget(long step) => scores.Remove(step);

    /// <summary>True when these metrics are better than those of every stored step.</summary>
    internal bool IsBest(IReadOnlyDictionary<string, double> metrics) => Score(metrics) is { } score && scores.Values.All(s => options.Best!.Better(score, s));

    /// <summary>The steps whose checkpoints may go.</summary>
    /// <param name="steps">All that are stored, the newest first.</param>
    internal IEnumerable<long> Superseded(IReadOnlyList<long> steps) =>
        steps.Skip(options.KeepLast).Where(s => (options.KeepEvery == 0 || s % options.KeepEvery != 0) && s != Best());

    private long? Best() => scores.Count == 0 ? null : scores.Aggregate((a, b) => options.Best!.Better(b.Value, a.Value) ? b : a).Key;

    private double? Score(IReadOnlyDictionary<string, double> metrics) =>
        options.Best is { } best && metrics.TryGetValue(best.Name, out var value) && !double.IsNaN(value) ? value : null;
}
