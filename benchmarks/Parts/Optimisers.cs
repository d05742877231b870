using BenchmarkDotNet.Attributes;
using Gan;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>An update from gradients that are there already.</summary>
public class Optimisers
{
    private GeneratorNetwork large = null!;
    private GeneratorNetwork small = null!;
    private Adam largeAdam = null!;
    private Adam smallAdam = null!;

    [GlobalSetup]
    public void Setup()
    {
        manual_seed(0);
        (large, largeAdam) = Prepared(MlpOptions.Tutorial, [1, 28, 28]);
        (small, smallAdam) = Prepared(new PacganNetworks(), [2]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var used in new IDisposable[] { largeAdam, smallAdam, large, small })
        {
            used.Dispose();
        }
    }

    [Benchmark(Description = "Adam, MLP generator of 1.5 million weights")]
    public void AdamOfMlp() => largeAdam.step();

    [Benchmark(Description = "Adam, generator of PacGAN's ring, 0.5 million weights in 14 tensors")]
    public void AdamOfRing() => smallAdam.step();

    private static (GeneratorNetwork, Adam) Prepared(INetworkFamily networks, long[] shape)
    {
        using var scope = NewDisposeScope();
        var network = networks.Generator(new NetworkSpec(shape, networks.LatentSize));
        network.call(randn(8, networks.LatentSize), null).square().mean().backward();
        return (network, optim.Adam(network.parameters(), lr: 1e-6));
    }
}
