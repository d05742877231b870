namespace Gan;

/// <summary>Asks the stopping rules after each step and keeps what they remember.</summary>
internal sealed class StopWatcher(IReadOnlyList<IStoppingRule> rules)
{
    /// <summary>What each rule remembers, in the order of the rules.</summary>
    internal IReadOnlyList<Dictionary<string, double>> Memories { get; } =
    [.. rules.Select(_ => new Dictionary<string, double>(StringComparer.Ordinal))];

    internal string Reason { get; private set; } = "";

    internal bool Requested => Reason.Length > 0;

    /// <summary>Why a training ends; null after its last step.</summary>
    /// <param name="early">Before the last step.</param>
    internal string? EndReason(bool early)
    {
        if (Requested)
        {
            return Reason;
        }
        return early ? "cancelled" : null;
    }

    /// <summary>Goes on with what a stored training remembered. Where the rules have changed, those that are new start
    /// empty.</summary>
    internal void Restore(StoredStopping stored, bool sameRules)
    {
        Reason = sameRules ? stored.Reason : "";
        foreach (var (memory, remembered) in Memories.Zip(sameRules ? stored.Memories : []))
        {
            memory.Clear();
            foreach (var (name, value) in remembered)
            {
                memory[name] = value;
            }
        }
    }

    /// <summary>A rule that fails asks for nothing.</summary>
    internal void Observe(StepReport report, ObserverGuard observers)
    {
        for (var i = 0; i < rules.Count && !Requested; i++)
        {
            var rule = rules[i];
            var memory = Memories[i];
            observers.Call(rule, rule.GetType().Name, report.Step, () => Reason = rule.Stop(report, memory) ?? "");
        }
    }
}
