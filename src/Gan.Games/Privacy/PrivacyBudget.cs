namespace Gan.Games;

/// <summary>Ends a training before the step that would spend more than its ε.</summary>
/// <param name="Epsilon">ε of the whole training.</param>
/// <param name="Delta">δ.</param>
public sealed record PrivacyBudget(double Epsilon, double Delta) : IStoppingRule
{
    internal const string Spent = "privacy/epsilon";
    internal const string Next = "privacy/next";

    /// <inheritdoc/>
    public string? Stop(StepReport report, IDictionary<string, double> memory)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Values.TryGetValue(Next, out var next) && next > Epsilon
            ? $"the next step would spend ε = {next:0.####} of {Epsilon:0.####} at δ = {Delta:g3}; ε = "
                + $"{report.Values[Spent]:0.####} is spent"
            : null;
    }
}
