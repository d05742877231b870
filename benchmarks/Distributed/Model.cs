using System.Text;

/// <summary>What a cluster would make of the calls that were counted, under stated assumptions.</summary>
internal static class Model
{
    private const double Latency = 30e-6; // seconds of a message over 10 Gbit Ethernet
    private const double Overhead = 2e-6; // seconds that a process is busy with a message
    private const double Bandwidth = 1.1e9; // bytes a second

    public static void Write(StringBuilder text, double ms, double shorts, double longs, double bytes, int batch)
    {
        text.AppendLine("## Modelled, not measured");
        text.AppendLine(
            $"Each node has {batch} images of the batch and the {ms:F0} ms of one process above. A message takes "
                + $"{Latency * 1e6:F0} µs and {Overhead * 1e6:F0} µs of the processor, and a node sends "
                + $"{Bandwidth / 1e9:F1} GB a second. Each short call is a message to every other node. Each long one "
                + "is two, of a piece of the sum. Nothing overlaps, no node is slower than another.\n"
        );
        text.AppendLine("| nodes | ms a step | times one node's images a second | efficiency |\n|---:|---:|---:|---:|");
        foreach (var nodes in (int[])[2, 4, 8, 16, 32, 64])
        {
            var round = Latency + (Overhead * (nodes - 1));
            var sent = 2 * bytes * (nodes - 1) / nodes / Bandwidth;
            var step = ms + (1000 * (((shorts + (2 * longs)) * round) + sent));
            text.AppendLine($"| {nodes} | {step:F0} | {nodes * ms / step:F1} | {ms / step:P0} |");
        }
    }
}
