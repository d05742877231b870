using System.Text.Json.Nodes;

namespace Gan.Monitoring;

/// <summary>The curves of a report, grouped to charts.</summary>
internal sealed class CurveSet(int maxPoints, double samplesPerStep)
{
    // Single steps of a millisecond say nothing about speed.
    private static readonly TimeSpan SpeedWindow = TimeSpan.FromSeconds(0.5);

    private readonly Curve discriminator = new("Discriminator", maxPoints);
    private readonly Curve generator = new("Generator", maxPoints);
    private readonly Curve real = new("Real", maxPoints);
    private readonly Curve fake = new("Generated", maxPoints);
    private readonly Curve distance = new("Wasserstein estimate", maxPoints);
    private readonly Curve speed = new("Samples/s", maxPoints);
    private readonly Curve discriminatorGradient = new("Discriminator", maxPoints);
    private readonly Curve generatorGradient = new("Generator", maxPoints);
    private readonly Curve spread = new("Mean distance, that of real samples being 1", maxPoints);
    private readonly Dictionary<string, Curve> metrics = [];
    private StepReport? windowStart; // of the speed
    private HealthReading? reading;
    private long step;

    /// <summary>Real samples a second over the last window; null before there is one.</summary>
    public double? Speed { get; private set; }

    public void Add(StepReport report, HealthReading? latest)
    {
        if (report.Step <= step)
        {
            Rewind(report.Step);
        }
        step = report.Step;
        discriminator.Add(report.Step, report.DiscriminatorLoss);
        generator.Add(report.Step, report.GeneratorLoss);
        real.Add(report.Step, report.RealScore);
        fake.Add(report.Step, report.FakeScore);
        if (report.WassersteinEstimate is { } estimate)
        {
            distance.Add(report.Step, estimate);
        }
        foreach (var (name, value) in report.Metrics)
        {
            if (!metrics.TryGetValue(name, out var curve))
            {
                curve = new(name, maxPoints);
                metrics[name] = curve;
            }
            curve.Add(report.Step, value);
        }
        AddHealth(latest);
        AddSpeed(report);
    }

    private void Rewind(long to)
    {
        List<Curve> curves =
        [
            discriminator,
            generator,
            real,
            fake,
            distance,
            speed,
            discriminatorGradient,
            generatorGradient,
            spread,
            .. metrics.Values,
        ];
        foreach (var curve in curves)
        {
            curve.Rewind(to);
        }
        windowStart = null;
    }

    private void AddHealth(HealthReading? latest)
    {
        if (latest is null || latest.Step == reading?.Step)
        {
            return;
        }
        discriminatorGradient.Add(latest.Step, latest.DiscriminatorGradient);
        generatorGradient.Add(latest.Step, latest.GeneratorGradient);
        if (latest.Spread is { } value && latest.Spread != reading?.Spread)
        {
            spread.Add(latest.Step, value);
        }
        reading = latest;
    }

    private void AddSpeed(StepReport report)
    {
        windowStart ??= report;
        var steps = report.Step - windowStart.Step;
        var time = report.Elapsed - windowStart.Elapsed;
        if (time < SpeedWindow)
        {
            return;
        }
        Speed = steps * samplesPerStep / time.TotalSeconds;
        speed.Add(report.Step, Speed.Value);
        windowStart = report;
    }

    public JsonArray ToJson()
    {
        JsonArray charts = [Chart("Losses", [discriminator, generator]), Chart("Mean scores", [real, fake])];
        if (!distance.IsEmpty)
        {
            charts.Add(Chart("Wasserstein estimate", [distance]));
        }
        foreach (var (name, curve) in metrics)
        {
            charts.Add(Chart(name, [curve], raw: true));
        }
        if (!generatorGradient.IsEmpty)
        {
            charts.Add(Chart("Gradient norms", [discriminatorGradient, generatorGradient], log: true));
        }
        if (!spread.IsEmpty)
        {
            charts.Add(Chart("Spread of samples", [spread], zero: true, raw: true));
        }
        if (!speed.IsEmpty)
        {
            charts.Add(Chart("Speed", [speed], zero: true));
        }
        return charts;
    }

    private static JsonNode Chart(string title, Curve[] curves, bool zero = false, bool raw = false, bool log = false)
    {
        var series = new JsonArray();
        foreach (var curve in curves.Where(curve => !curve.IsEmpty))
        {
            series.Add(curve.ToJson());
        }
        return new JsonObject
        {
            ["title"] = title,
            ["zero"] = zero,
            ["raw"] = raw,
            ["log"] = log,
            ["series"] = series,
        };
    }
}
