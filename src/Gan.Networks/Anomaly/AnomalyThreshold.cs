namespace Gan;

/// <summary>The score above which a sample is an anomaly.</summary>
/// <param name="Score">The threshold.</param>
/// <param name="FalseAlarmRate">The share of normal samples that it may take for anomalies, in (0, 1).</param>
public sealed record AnomalyThreshold(double Score, double FalseAlarmRate)
{
    /// <summary>
    /// From scores of normal samples that the networks did not learn from: the k-th smallest of N, with k = ⌈(1 − rate)
    /// · (N + 1)⌉. A further normal sample then lies above it with a probability of at most the rate, whatever the
    /// distribution (split conformal prediction, Vovk et al. 2005, section 4.2.2).
    /// </summary>
    /// <param name="scores">Scores of normal samples.</param>
    /// <param name="falseAlarmRate">In (0, 1).</param>
    /// <exception cref="ArgumentException">The rate is out of range, there are too few scores for it, or one is not
    /// finite.</exception>
    public static AnomalyThreshold From(IReadOnlyCollection<float> scores, double falseAlarmRate)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Argument.ThrowIf(Bounds.In("(0, 1)", falseAlarmRate), nameof(falseAlarmRate));
        if (scores.FirstOrDefault(score => !float.IsFinite(score), 0) is var bad && !float.IsFinite(bad))
        {
            throw new ArgumentException($"Scores must be finite, but one is {bad}.", nameof(scores));
        }
        var rank = (long)Math.Ceiling(((1 - falseAlarmRate) * (scores.Count + 1)) - 1e-9);
        if (rank > scores.Count)
        {
            var least = Math.Ceiling((1 / falseAlarmRate) - 1 - 1e-9);
            throw new ArgumentException(
                $"A false-alarm rate of {falseAlarmRate} needs at least {least} normal samples, but there are "
                    + $"{scores.Count}. Take more, or a higher rate.",
                nameof(scores)
            );
        }
        return new(scores.Order().ElementAt((int)rank - 1), falseAlarmRate);
    }
}
