using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using static TorchSharp.torch;

/// <summary>One part: nanoseconds of a call (null: it failed) and managed bytes that a call allocates.</summary>
internal sealed record Row(string Kind, string Part, double? Median, double Low, double High, long? Bytes);

/// <summary>The results as a page.</summary>
internal static class Report
{
    internal static IEnumerable<Row> Rows(Summary summary) =>
        summary
            .Reports.OrderBy(r => r.BenchmarkCase.Descriptor.Type.Name)
            .ThenBy(r => r.BenchmarkCase.Descriptor.MethodIndex)
            .ThenBy(r => r.BenchmarkCase.Parameters.DisplayInfo.Length)
            .Select(report => Row(report.BenchmarkCase, report));

    private static Row Row(BenchmarkCase part, BenchmarkReport report)
    {
        var kind = part.Descriptor.Type.Name;
        var title = part.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (part.HasParameters)
        {
            title += $" ({part.Parameters.DisplayInfo.Trim('[', ']')})";
        }
        // All bytes: by default less than 8 KB in all count as none, which would hide those of a slow part.
        return report.ResultStatistics is { } times
            ? new(
                kind,
                title,
                times.Median,
                times.Min,
                times.Max,
                report.GcStats.GetTotalAllocatedBytes(excludeAllocationQuantumSideEffects: false)
                    / report.GcStats.TotalOperations
            )
            : new(kind, title, null, 0, 0, null);
    }

    internal static string Save(string folder, IReadOnlyList<Row> rows, string job, string load)
    {
        var text = new StringBuilder("# Small parts of a step\n");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Written by `benchmarks/run.sh parts`, job {job}, threads: {get_num_threads()}."
        );
        text.AppendLine(
            "Time of a call (median, smallest and largest round) and managed bytes that it allocates; "
                + "a tensor's own memory is libtorch's and not counted."
        );
        text.AppendLine("A part of which few calls fit into a round carries some kilobytes of the harness.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine.Description(load)}\n");
        text.AppendLine("| | part | µs | rounds | bytes |\n|---|---|---|---|---|");
        foreach (var row in rows)
        {
            var median = row.Median is { } ns ? Micro(ns) : "failed";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Kind} | {row.Part} | {median} | {Micro(row.Low)}–{Micro(row.High)} | {row.Bytes:N0} |"
            );
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "parts.md"), text.ToString());
        return text.ToString();
    }

    private static string Micro(double nanoseconds)
    {
        var format = nanoseconds switch
        {
            < 1e4 => "0.00",
            < 1e5 => "0.0",
            _ => "#,##0",
        };
        return (nanoseconds / 1000).ToString(format, CultureInfo.InvariantCulture);
    }
}
