using System.Globalization;

/// <summary>Threads of a peer's process, as its user could set them.</summary>
/// <param name="Threads">How many.</param>
/// <param name="Passive">Whether they sleep while they wait, in place of spinning.</param>
internal sealed record Setting(int Threads, bool Passive)
{
    /// <summary>One thread, all, and all that sleep while they wait.</summary>
    internal static IReadOnlyList<Setting> All { get; } =
        Environment.ProcessorCount == 1
            ? [new(1, false)]
            : [new(1, false), new(Environment.ProcessorCount, false), new(Environment.ProcessorCount, true)];

    internal string ThreadsText => Threads.ToString(CultureInfo.InvariantCulture);

    internal Dictionary<string, string> Variables => Passive ? new() { ["OMP_WAIT_POLICY"] = "passive" } : [];

    public override string ToString() =>
        $"{ThreadsText} thread{(Threads > 1 ? "s" : "")}{(Passive ? ", passive" : "")}";
}
