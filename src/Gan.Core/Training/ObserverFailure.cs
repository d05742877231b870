namespace Gan;

/// <summary>An observer that failed while a GAN trained, and did not end the training.</summary>
/// <param name="Observer">The callback's or progress's type, such as "CsvLog", or the metric's name, such as "metric
/// 'FID'".</param>
/// <param name="Step">Steps that were done when it first failed.</param>
/// <param name="Count">How often it has failed since. At least 1.</param>
/// <param name="Error">The first failure.</param>
public sealed record ObserverFailure(string Observer, long Step, long Count, Exception Error)
{
    /// <summary>Such as "CsvLog failed after step 120: No space left on device".</summary>
    public override string ToString()
    {
        var times = Count > 1 ? FormattableString.Invariant($" and {Count - 1} more times") : "";
        return FormattableString.Invariant($"{Observer} failed after step {Step}{times}: {Error.Message}");
    }
}
