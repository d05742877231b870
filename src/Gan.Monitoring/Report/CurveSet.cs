using System.Text.Json.Nodes;

namespace Gan.Monitoring;

/// <summary>The curves of a report, grouped to charts.</summary>
internal sealed class CurveSet(int most, double samplesPerStep)
{
    // Single steps of a millisecond say nothing about speed.
    private static readonly TimeSpan SpeedWindow = TimeSpan.FromSeconds(0.5);

    private readonly Curve discriminator = new("Discriminator", most),
        generator = new("Generator", most),
        real = new("Real", most),
        fake = new("Generated", most);
    private readonly Curve distance = new("Wasserstein estimate", most),
        speed = new("Samples/s", most);
    private readonly Curve discriminatorGradient = new("Discriminator", most),
        generatorGradient = new("Generator", most),
        spread = new("Mean distance, that of real samples being 1", most);
    private readonly Dictionary<string, Curve> metrics = [];
    private (long Step, TimeSpan Elapsed)? before;
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
                metrics[name] = curve = new(name, most);
            }
            curve.Add(report.Step, value);
        }

        AddHealth(latest);
        AddSpeed(report);
    }

    private void Rewind(long to)
    {
        foreach (
            var curve in (IEnumerable<Curve>)
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
                ]
        )
        {
            curve.Rewind(to);
        }
        before = null;
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
        before ??= (report.Step, report.Elapsed);
        var steps = report.Step - before.Value.Step;
        var time = report.Elapsed - before.Value.Elapsed;
        if (time < SpeedWindow)
        {
            return;
        }
        Speed = steps * samplesPerStep / time.TotalSeconds;
        speed.Add(report.Step, Speed.Value);
        before = (report.Step, report.Elapsed);
    }

    public JsonArray ToJson()
    {
        List<JsonNode?> charts = [Chart("Losses", [discriminator, generator]), Chart("Mean scores", [real, fake])];
        if (!distance.IsEmpty)
        {
            charts.Add(Chart("Wasserstein estimate", [distance]));
        }
        charts.AddRange(metrics.Select(metric => Chart(metric.Key, [metric.Value], raw: true)));
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
        return [.. charts];
    }

    private static JsonObject Chart(
        string title,
        Curve[] curves,
        bool zero = false,
        bool raw = false,
        bool log = false
    ) =>
        new()
        {
            ["title"] = title,
            ["zero"] = zero,
            ["raw"] = raw,
            ["log"] = log,
            ["series"] = new JsonArray([
                .. curves.Where(curve => !curve.IsEmpty).Select(curve => (JsonNode?)curve.ToJson()),
            ]),
        };
}
