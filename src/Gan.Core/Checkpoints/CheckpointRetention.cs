namespace Gan;

/// <summary>Decides which checkpoints stay. It neither reads nor writes any.</summary>
internal sealed class CheckpointRetention(CheckpointOptions options)
{
    private readonly SortedDictionary<long, Measurement> scores = [];
    private Measurement? warned;

    /// <summary>Remembers what the metric was at a stored step.</summary>
    internal void Record(long step, IReadOnlyDictionary<string, Measurement> metrics)
    {
        scores.Remove(step);
        if (Score(metrics) is { } score)
        {
            scores[step] = score;
        }
    }

    internal void Forget(long step) => scores.Remove(step);

    /// <summary>True when the metric is better than that of every stored step of like provenance.</summary>
    internal bool IsBest(IReadOnlyDictionary<string, Measurement> metrics) =>
        Score(metrics) is { } score
        && scores.Values.Where(s => Alike(s, score)).All(s => options.Best!.Better(score.Value, s.Value));

    /// <summary>In what the metric's provenance differs from that of stored steps; null where it does not, or where
    /// that has been said.</summary>
    internal string? Difference(IReadOnlyDictionary<string, Measurement> metrics)
    {
        if (Score(metrics) is not { } score || scores.Values.FirstOrDefault(s => !Alike(s, score)) is not { } other)
        {
            return null;
        }
        if (warned is not null && Alike(warned, score))
        {
            return null;
        }
        warned = score;
        return string.Join("; ", other.DifferencesFrom(score));
    }

    /// <summary>The steps whose checkpoints may go.</summary>
    /// <param name="steps">All that are stored, the newest first.</param>
    internal IEnumerable<long> Removable(IReadOnlyList<long> steps)
    {
        var best = scores
            .Where(mine => scores.All(s => s.Key == mine.Key || !Alike(s.Value, mine.Value) || !Beats(s, mine)))
            .Select(s => s.Key)
            .ToHashSet();
        return steps
            .Skip(options.KeepLast)
            .Where(s => (options.KeepEvery == 0 || s % options.KeepEvery != 0) && !best.Contains(s));
    }

    // Of equals the earlier one.
    private bool Beats(KeyValuePair<long, Measurement> one, KeyValuePair<long, Measurement> other) =>
        options.Best!.Better(one.Value.Value, other.Value.Value)
        || (one.Value.Value.Equals(other.Value.Value) && one.Key < other.Key);

    private static bool Alike(Measurement one, Measurement other) => one.DifferencesFrom(other).Count == 0;

    private Measurement? Score(IReadOnlyDictionary<string, Measurement> metrics) =>
        options.Best is { } best && metrics.TryGetValue(best.Name, out var value) && !double.IsNaN(value.Value)
            ? value
            : null;
}
