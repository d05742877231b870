namespace Gan.Monitoring.Tests;

/// <summary>Reports without a training.</summary>
internal static class Reports
{
    public static StepReport Of(long step) =>
        new(
            step,
            9,
            0.5,
            0.25,
            1,
            -1,
            null,
            1000,
            TimeSpan.FromSeconds(step),
            TimeSpan.Zero,
            new Dictionary<string, double>()
        )
        {
            Duration = TimeSpan.FromSeconds(0.5),
            DataWait = TimeSpan.FromSeconds(0.125),
        };
}

/// <summary>Measures the step's number.</summary>
internal sealed class Named(string name) : IGanMetric
{
    public string Name => name;

    public double? Interval => 0.5;

    public IReadOnlyDictionary<string, string> Provenance => new Dictionary<string, string> { ["samples"] = "100" };

    public double Measure(TrainingContext context) => context.Step;
}
