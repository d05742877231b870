namespace Gan.Monitoring;

/// <summary>Something that a <see cref="HealthMonitor"/> saw.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Since">The step at which it was first seen.</param>
/// <param name="Step">The step at which it had lasted long enough to be reported.</param>
/// <param name="Sentence">What is seen, in one plain sentence.</param>
/// <param name="Advice">Which calls of the builder usually help.</param>
public sealed record HealthFinding(HealthKind Kind, long Since, long Step, string Sentence, string Advice)
{
    /// <summary>The step from which it was no longer seen; null while it lasts.</summary>
    public long? Cleared { get; init; }
}
