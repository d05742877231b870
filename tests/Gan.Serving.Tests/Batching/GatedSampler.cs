using System.Collections.Concurrent;
using Gan.Runtime;
using Gan.Serving.Batching;

namespace Gan.Serving.Tests.Batching;

/// <summary>A generator that waits before each batch until it is let go.</summary>
internal sealed class GatedSampler : ISampler, IDisposable
{
    private readonly ShippedGan gan = ShippedGan.Load(RunningServer.Fixture("dcgan-labels.onnx"));
    private readonly SemaphoreSlim gate = new(0);

    /// <summary>A batch has come to the gate.</summary>
    public SemaphoreSlim Reached { get; } = new(0);

    public ConcurrentQueue<int> Batches { get; } = new();

    public bool Fails { get; set; }

    public void LetGo(int batches = 1_000_000) => gate.Release(batches);

    public ShippedSamples Make(SampleOrder order)
    {
        Batches.Enqueue(order.Count);
        Reached.Release();
        gate.Wait();
        return Fails ? throw new InvalidDataException("broken") : new ShippedSampler(gan).Make(order);
    }

    public void Dispose()
    {
        gan.Dispose();
        gate.Dispose();
        Reached.Dispose();
    }
}
