using System.Globalization;

namespace Gan.Monitoring.Tests.Health;

/// <summary>One training under the monitor, with all it measured.</summary>
internal sealed class HealthRun : ITrainingCallback
{
    private readonly HealthMonitor monitor;

    private HealthRun(HealthMonitor monitor) => this.monitor = monitor;

    public List<HealthReading> Readings { get; } = [];

    public IReadOnlyList<HealthFinding> Findings => monitor.Findings;

    public static HealthRun Of(HealthCase one, ulong seed = 0, bool whole = false)
    {
        using var data = one.Data();
        var defaults = new HealthOptions
        {
            SampleEvery = Math.Min(100, (int)one.Whole / 5),
            CheckEvery = Math.Min(25, (int)one.Whole / 8),
        };
        var run = new HealthRun(new HealthMonitor(whole ? defaults : one.Options));
        try
        {
            HealthCases.Builder(one, data, seed, whole).AddCallback(run.monitor).AddCallback(run).Train().Dispose();
        }
        catch (NonFiniteException) { }

        return run;
    }

    public void OnStep(TrainingContext context, StepReport report)
    {
        if (monitor.Latest is { } latest && latest != Readings.LastOrDefault())
        {
            Readings.Add(latest);
        }
    }

    /// <summary>The readings as a table, to choose thresholds by.</summary>
    public string Table() =>
        string.Join(
            '\n',
            Readings.Select(r =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{r.Step, 6} real {r.RealScore, 10:g4} "
                        + $"fake {r.FakeScore, 10:g4} left {r.GradientLeft, 8:g3} {r.GeneratorGradientLeft, 8:g3}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $" G {r.GeneratorGradient, 10:g3} D {r.DiscriminatorGradient, 10:g3} swing {r.Swing, 8:g3} "
                        + $"spread {r.Spread, 8:g3} double {r.Duplicates, 8:g3} nearest {r.Nearest, 8:g3}"
                )
            )
        );
}
