using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Real samples spread evenly over the data set, because
/// folders and tables are often sorted by class.</summary>
internal static class RealSamples
{
    private const long MinRows = 64;
    private const long MaxBytes = 32 << 20; // what an onlooker may hold of a data set

    /// <summary>At most so many rows [N, …SampleShape] of floats on the
    /// CPU. They take at most 32 MiB, unless 64 rows take more.</summary>
    public static Tensor Read(IDataset data, long maxRows)
    {
        using var scope = NewDisposeScope();
        var bytes = (long)sizeof(float);
        foreach (var size in data.SampleShape)
        {
            bytes *= size;
        }
        var rows = Math.Min(maxRows, Math.Max(MinRows, MaxBytes / bytes));
        var indices = Indices(data.Count, Math.Min(data.Count, rows));
        return data.Read(indices, CPU).Samples.to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>So many different indices, ascending and evenly spread.</summary>
    public static Tensor Indices(long all, long count)
    {
        var indices = new long[count];
        for (var i = 0L; i < count; i++)
        {
            indices[i] = i * all / count;
        }
        return tensor(indices);
    }
}
