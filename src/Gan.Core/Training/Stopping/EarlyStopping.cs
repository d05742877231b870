using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gan;

/// <summary>Ends a training when a metric has not improved for a while (Prechelt 1998).</summary>
/// <param name="Metric">Name of a metric that is measured (<see cref="IGanMetric.Name"/>).</param>
/// <param name="Patience">Measurements without improvement after which training ends. At least 1. Default 5.</param>
/// <param name="MinDelta">What counts as an improvement, at least 0. Default 0.</param>
/// <param name="HigherIsBetter">True (the default) for scores, false for distances such as FID.</param>
public sealed record EarlyStopping(string Metric, int Patience = 5, double MinDelta = 0, bool HigherIsBetter = true)
    : IStoppingRule
{
    /// <inheritdoc/>
    public string? Stop(StepReport report, IDictionary<string, double> memory)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(memory);
        if (!report.Metrics.TryGetValue(Metric, out var value))
        {
            return null;
        }
        BeginAnew(report, memory);
        if (Gain(value, memory) > MinDelta)
        {
            memory["best"] = value;
            memory["best step"] = report.Step;
            memory["since"] = 0;
        }
        else
        {
            // NaN is no improvement either
            memory["since"] = 1 + (memory.TryGetValue("since", out var since) ? since : 0);
        }
        if (memory["since"] < Patience)
        {
            return null;
        }
        return memory.ContainsKey("best")
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Metric} has not improved on {memory["best"]:g6} of step {memory["best step"]} in "
                    + $"{Patience} measurements."
            )
            : $"{Metric} has been NaN in {Patience} measurements.";
    }

    // Above the best so far; the first value that is a number is better than none.
    private double Gain(double value, IDictionary<string, double> memory)
    {
        if (memory.TryGetValue("best", out var best))
        {
            return HigherIsBetter ? value - best : best - value;
        }
        return double.IsNaN(value) ? double.NaN : double.PositiveInfinity;
    }

    // The best so far was of another provenance, such as fewer samples, and what is measured now is no rival of it.
    private void BeginAnew(StepReport report, IDictionary<string, double> memory)
    {
        var provenance =
            report.Measurements.TryGetValue(Metric, out var measured) && measured.Provenance.Count > 0
                ? Fingerprint(measured.Provenance)
                : 0;
        if (memory.TryGetValue("provenance", out var before) && !before.Equals(provenance))
        {
            memory.Clear();
        }
        memory["provenance"] = provenance;
    }

    // 48 bits, which a double holds exactly: the memory has nothing but numbers.
    private static double Fingerprint(IReadOnlyDictionary<string, string> provenance)
    {
        var text = string.Join(
            '\n',
            provenance.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}")
        );
        return BinaryPrimitives.ReadInt64BigEndian([
            0,
            0,
            .. SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6),
        ]);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyCollection<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        List<Problem> problems =
        [
            .. Bounds.Of(nameof(EarlyStopping), Bounds.AtLeast(1, Patience), Bounds.AtLeast(0, MinDelta)),
        ];
        if (!metrics.Contains(Metric))
        {
            var measured = string.Join(", ", metrics.Select(name => $"'{name}'"));
            problems.Add(
                new(
                    $"EarlyStopping waits for the metric '{Metric}', but "
                        + (metrics.Count == 0 ? "none is measured." : $"those measured are {measured}."),
                    "Add it: AddMetric(…, every: …)."
                )
            );
        }
        return problems;
    }
}
