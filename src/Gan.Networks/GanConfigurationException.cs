namespace Gan;

/// <summary>The settings do not work together. Lists every problem found at once, each with its remedy.</summary>
public sealed class GanConfigurationException : Exception
{
    /// <summary>Makes the exception from at least one problem.</summary>
    public GanConfigurationException(IReadOnlyList<string> problems)
        : base(Text(problems)) => Problems = problems ?? [];

    /// <summary>One sentence or two each.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Text(IReadOnlyList<string>? problems) =>
        problems is not { Count: > 0 } ? "The settings do not work together."
        : problems.Count == 1 ? problems[0]
        : $"{problems.Count} "
            + $"problems:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "- " + p))}";
}
