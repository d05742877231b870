namespace Gan;

/// <summary>
/// Settings are out of range or do not work together. Lists every problem found at once, each with its remedy:
/// GanBuilder.Build throws it, and so does what is used without a trainer, such as a penalty of a loop of one's own.
/// </summary>
public sealed class GanConfigurationException : Exception
{
    /// <summary>Makes the exception from at least one problem. Its inner exception is the first
    /// <see cref="Problem.Cause"/>.</summary>
    public GanConfigurationException(IReadOnlyList<Problem> problems)
        : base(Text(problems), problems?.FirstOrDefault(problem => problem.Cause is not null)?.Cause)
    {
        Details = problems ?? [];
        Problems = [.. Details.Select(problem => problem.ToString())];
    }

    /// <summary>One sentence or two each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The same, what was found apart from its remedy.</summary>
    public IReadOnlyList<Problem> Details { get; }

    /// <summary>Throws where there is a problem, with all of them.</summary>
    /// <param name="problems">What a part says of its settings, such as IPenalty.Problems.</param>
    /// <exception cref="GanConfigurationException">There is at least one.</exception>
    public static void ThrowIfAny(IEnumerable<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        List<Problem> found = [.. problems];
        if (found.Count > 0)
        {
            throw new GanConfigurationException(found);
        }
    }

    private static string Text(IReadOnlyList<Problem>? problems) =>
        problems switch
        {
            not { Count: > 0 } => "The settings do not work together.",
            [var one] => one.ToString(),
            _ => $"{problems.Count} problems:{Environment.NewLine}"
                + string.Join(Environment.NewLine, problems.Select(problem => $"- {problem}")),
        };
}
