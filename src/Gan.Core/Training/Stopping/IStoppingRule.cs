namespace Gan;

/// <summary>Decides after each step whether training should end before its last step.</summary>
public interface IStoppingRule
{
    /// <summary>Looks at a finished step.</summary>
    /// <param name="report">The step.</param>
    /// <param name="memory">
    /// What the rule remembers, empty at the start. It belongs to the training, so that the rule itself stays immutable
    /// and a checkpoint can store it.
    /// </param>
    /// <returns>The reason to stop, or null to go on.</returns>
    string? Stop(StepReport report, IDictionary<string, double> memory);

    /// <summary>What is out of range or missing, each with its bound and value.</summary>
    /// <param name="metrics">Names of the metrics that are measured.</param>
    IEnumerable<Problem> Problems(IReadOnlyCollection<string> metrics) => [];

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
