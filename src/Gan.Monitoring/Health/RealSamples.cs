using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Real samples spread evenly over the data set, because folders and tables are often sorted by
/// class.</summary>
internal static class RealSamples
{
    private const long MostBytes = 32 << 20; // what an onlooker may hold of a data set

    /// <summary>At most so many rows [N, …SampleShape] of floats on the CPU, and at most 32 MiB of them but at least 64
    /// rows.</summary>
    public static Tensor Read(IDataset data, long most)
    {
        using var scope = NewDisposeScope();
        var count = Math.Min(
            data.Count,
            Math.Min(most, Math.Max(64, MostBytes / (4 * data.SampleShape.Aggregate(1L, (a, b) => a * b))))
        );
        return data.Read(Indices(data.Count, count), CPU).Samples.to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>So many different indices, ascending and evenly spread.</summary>
    public static Tensor Indices(long all, long count) =>
        tensor(Enumerable.Range(0, (int)count).Select(i => i * all / count).ToArray());
}
