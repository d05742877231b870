using System.Collections.ObjectModel;

namespace Gan;

/// <summary>A metric's value with what it depends on.</summary>
/// <param name="Value">The value.</param>
/// <param name="Interval">Half-width of the interval around it; null where none was computed.</param>
public sealed record Measurement(double Value, double? Interval = null)
{
    /// <summary><see cref="IGanMetric.Provenance"/> when it was measured.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What keeps this from being compared with another value: a sentence's part for each difference; empty
    /// for like provenance.</summary>
    /// <param name="other">The other value.</param>
    public IReadOnlyList<string> DifferencesFrom(Measurement other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return
        [
            .. Provenance
                .Keys.Union(other.Provenance.Keys)
                .Where(n => Text(n) != other.Text(n))
                .Select(n => $"{n} '{Text(n)}' and '{other.Text(n)}'"),
        ];
    }

    private string Text(string name) => Provenance.TryGetValue(name, out var text) ? text : "";
}
