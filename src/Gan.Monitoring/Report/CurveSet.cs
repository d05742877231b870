using System.Text.Json.Nodes;

namespace Gan.Monitoring;

/// <summary>The curves of a report, grouped to charts.</summary>
internal sealed class CurveSet(int maxPoints, double samplesPerStep)
{
    // Single steps of a millisecond say nothing about speed.
    private static readonly TimeSpan SpeedWindow = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<string, Curve> values = [];
    private readonly Dictionary<string, Curve> metrics = [];
    private readonly Dictionary<string, Curve> gradients = []; // by player
    private readonly Curve speed = new("Samples/s", maxPoints);
    private readonly Curve spread = new("Mean distance, that of real samples being 1", maxPoints);
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
        foreach (var (name, value) in report.Values)
        {
            Find(values, name, ValueNames.Curve(name)).Add(report.Step, value);
        }
        foreach (var (name, value) in report.Metrics)
        {
            Find(metrics, name, name).Add(report.Step, value);
        }
        AddHealth(latest);
        AddSpeed(report);
    }

    private Curve Find(Dictionary<string, Curve> curves, string key, string title)
    {
        if (!curves.TryGetValue(key, out var curve))
        {
            curve = new(title, maxPoints);
            curves[key] = curve;
        }
        return curve;
    }

    private void Rewind(long to)
    {
        Curve[] curves = [.. values.Values, .. metrics.Values, .. gradients.Values, speed, spread];
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
        foreach (var (player, norm) in latest.Gradients)
        {
            Find(gradients, player, ValueNames.Title(player)).Add(latest.Step, norm);
        }
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
        var charts = new JsonArray();
        if (values.Count == 0)
        {
            charts.Add(Chart("Losses", [])); // before the first report, which every game fills with losses
        }
        foreach (var chart in values.GroupBy(value => ValueNames.Chart(value.Key), value => value.Value))
        {
            charts.Add(Chart(chart.Key, chart));
        }
        foreach (var (name, curve) in metrics)
        {
            charts.Add(Chart(name, [curve], raw: true));
        }
        if (gradients.Count > 0)
        {
            charts.Add(Chart("Gradient norms", gradients.Values, log: true));
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

    private static JsonNode Chart(
        string title,
        IEnumerable<Curve> curves,
        bool zero = false,
        bool raw = false,
        bool log = false
    )
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
