namespace Gan.Monitoring.Tests;

/// <summary>Reports without a training.</summary>
internal static class Reports
{
    /// <param name="step">Of 9.</param>
    /// <param name="changes">Values other than the usual ones.</param>
    public static StepReport Of(long step, params (string Name, double Value)[] changes)
    {
        var values = Values(0.5, 0.25, 1, -1);
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }
        return new(step, 9, values, 1000, TimeSpan.FromSeconds(step), TimeSpan.Zero, new Dictionary<string, double>())
        {
            Duration = TimeSpan.FromSeconds(0.5),
            DataWait = TimeSpan.FromSeconds(0.125),
        };
    }

    /// <summary>What the classic game reports.</summary>
    public static Dictionary<string, double> Values(
        double discriminator,
        double generator,
        double real,
        double fake,
        double? distance = null
    )
    {
        var values = new Dictionary<string, double>
        {
            ["loss/discriminator"] = discriminator,
            ["loss/generator"] = generator,
            ["score/real"] = real,
            ["score/fake"] = fake,
        };
        if (distance is { } estimate)
        {
            values["wasserstein estimate"] = estimate;
        }
        return values;
    }
}

/// <summary>Measures the step's number.</summary>
internal sealed class Named(string name) : IGanMetric
{
    public string Name => name;

    public double? Interval => 0.5;

    public IReadOnlyDictionary<string, string> Provenance => new Dictionary<string, string> { ["samples"] = "100" };

    public double Measure(TrainingContext context) => context.Step;
}
