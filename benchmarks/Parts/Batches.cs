using BenchmarkDotNet.Attributes;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>Embedded digits as batches, read in the caller's thread; an epoch's shuffle is in the mean of its
/// batches.</summary>
public class Batches
{
    private ImageDataset digits = null!;
    private BatchStream stream = null!;
    private long position;

    [Params(64, 256)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        digits = Mnist.Embedded();
        stream = new BatchStream(digits, Size, seed: 0, CPU);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        stream.Dispose();
        digits.Dispose();
    }

    [Benchmark(Description = "BatchStream.Read of digits")]
    public void Read() => stream.Read(position++).Dispose();
}
