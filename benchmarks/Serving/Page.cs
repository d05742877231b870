using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Serving;

/// <summary>The results as a page.</summary>
internal static class Page
{
    internal static string Of(JsonObject result)
    {
        var page = new StringBuilder("# Serving\n`benchmarks/run.sh serving` writes this page.\n\n");
        void Line(string line) => page.Append(line).Append('\n');
        Line(result["machine"]!.GetValue<string>());
        Line("Server and clients share its cores, in two processes on loopback.");
        Line("");
        Line($"Network: {result["model"]}. Each request asks for one sample as bytes.");
        Line(
            "Throughput is that of 32 clients that ask again at once. Delays are those of requests at random times, at"
        );
        Line("half of that rate. Without a server the generator makes batch after batch, of `MaxBatch` samples.");
        Line("");
        Line(
            "| `MaxBatch`, `MaxDelay` | samples a second | batch in the mean | without a server | p50, ms | p99, ms |"
        );
        Line("|---:|---:|---:|---:|---:|---:|");
        foreach (var row in result["rows"]!.AsArray())
        {
            string Number(string name, string format) =>
                row![name]!.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
            Line(
                $"| {row!["max_batch"]}, {row["max_delay_ms"]} ms | {Number("samples_a_second", "0")} "
                    + $"| {Number("mean_batch", "0.0")} | {Number("without_a_server", "0")} "
                    + $"| {Number("p50_ms", "0.0")} | {Number("p99_ms", "0.0")} |"
            );
        }
        var most = result["rows"]!.AsArray().Max(row => row!["difference_of_32_clients"]!.GetValue<double>());
        var stop = result["stop"]!;
        var statuses = result["mutated"]!.AsObject();
        var sum = statuses.Sum(pair => pair.Value!.GetValue<int>());
        Line("");
        Line($"- 32 clients at once get what one alone gets: the largest difference of a number is {most:0.0e+0}.");
        Line($"- SIGTERM under the load of 16 clients: {stop["answered"]} requests were answered,");
        Line($"  {stop["refused"]} told that the server stops, {stop["lost"]} lost. Status {stop["status"]}.");
        Line($"- {sum} mutated bodies: {string.Join(", ", statuses.Select(p => $"{p.Value} had status {p.Key}"))}.");
        return page.ToString();
    }
}
