using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using static System.FormattableString;

namespace Gan.Metrics;

/// <summary>A measured number with all that it depends on, so that
/// only like is compared with like. Writes and reads JSON.</summary>
public sealed record MetricValue
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a diverged GAN's NaN is a finding too
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is read by people
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // trimmed and file-based programs have none by default
    };

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(MetricValue))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(MetricValue))]
    static MetricValue() { }

    /// <summary>What was measured, such as "FID".</summary>
    public required string Metric { get; init; }

    /// <summary>The number.</summary>
    public required double Value { get; init; }

    /// <summary>Half-width of the interval, value ± this, such as a standard
    /// deviation over subsets; null where none was computed.</summary>
    public double? Interval { get; init; }

    /// <summary>The metric's own settings, such as "k=3"; empty where it has none.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Name of the features; empty where there are none.</summary>
    public string Features { get; init; } = "";

    /// <summary>SHA-256 of the features' network; empty where there is none.</summary>
    public string FeaturesHash { get; init; } = "";

    /// <summary>How images were changed before that network.</summary>
    public string Resize { get; init; } = "none";

    /// <summary>The reference data, and which part of them.</summary>
    public required string Split { get; init; }

    /// <summary>Real samples; 0 where the metric looks at none.</summary>
    public required long RealSamples { get; init; }

    /// <summary>Generated samples.</summary>
    public required long FakeSamples { get; init; }

    /// <summary>Seed of latents and subsets.</summary>
    public ulong Seed { get; init; }

    /// <summary>True when the generator was the moving average of its weights.</summary>
    public bool MovingAverage { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">One object.</param>
    /// <exception cref="JsonException">This is no metric value:
    /// something is missing, unknown or of another type.</exception>
    public static MetricValue FromJson(string json) =>
        JsonSerializer.Deserialize<MetricValue>(json, Json)
        ?? throw new JsonException("A metric value must be a JSON object, but was null.");

    /// <summary>All of it as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What keeps this from being compared with another value: a
    /// sentence's part for each difference; empty for like provenance.</summary>
    /// <param name="other">The other value. Value and interval may differ.</param>
    public IReadOnlyList<string> DifferencesFrom(MetricValue other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var mine = Provenance();
        var theirs = other.Provenance();
        var differences = new List<string>();
        for (var i = 0; i < mine.Length; i++)
        {
            if (mine[i].Text != theirs[i].Text)
            {
                differences.Add($"{mine[i].Name} '{mine[i].Text}' and '{theirs[i].Text}'");
            }
        }
        return differences;
    }

    /// <summary>Orders two values of like provenance: negative when this one
    /// is smaller, 0 when equal. NaN is smaller than any number.</summary>
    /// <param name="other">The other value.</param>
    /// <exception cref="InvalidOperationException">The values are not
    /// comparable; the message names each difference.</exception>
    public int CompareTo(MetricValue other)
    {
        var differences = DifferencesFrom(other);
        if (differences.Count > 0)
        {
            throw new InvalidOperationException(
                $"These two values cannot be compared, because they differ in: {string.Join("; ", differences)}."
            );
        }
        return Value.CompareTo(other.Value);
    }

    /// <summary>What the value depends on, as names and text: all that must be
    /// equal where two values are compared, but the metric's name.</summary>
    public IReadOnlyDictionary<string, string> Describe() =>
        Provenance().Skip(1).ToDictionary(entry => entry.Name, entry => entry.Text);

    /// <summary>Such as "FID 12.3 ± 0.4 (raw pixels, 1000 real, 1000 fake)".</summary>
    public override string ToString()
    {
        var interval = Interval is { } half ? Invariant($" ± {half:G4}") : "";
        var features = Features.Length > 0 ? Features : "no features";
        return Invariant($"{Metric} {Value:G6}{interval} ({features}, ")
            + Invariant($"{RealSamples} real, {FakeSamples} fake)");
    }

    private (string Name, string Text)[] Provenance() =>
        [
            ("metric", Metric),
            ("settings", Settings),
            ("features", Features),
            ("features' hash", FeaturesHash),
            ("resize", Resize),
            ("split", Split),
            ("real samples", RealSamples.ToString(CultureInfo.InvariantCulture)),
            ("fake samples", FakeSamples.ToString(CultureInfo.InvariantCulture)),
            ("seed", Seed.ToString(CultureInfo.InvariantCulture)),
            ("moving average", MovingAverage ? "yes" : "no"),
        ];
}
