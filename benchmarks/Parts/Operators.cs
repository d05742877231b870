using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>What a call costs beside its arithmetic.</summary>
public class Operators
{
    private Tensor left = null!;
    private Tensor right = null!;

    [GlobalSetup]
    public void Setup()
    {
        manual_seed(0);
        left = randn(16);
        right = randn(16);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        left.Dispose();
        right.Dispose();
    }

    [Benchmark(Description = "add of 16 numbers")]
    public void Add() => left.add(right).Dispose();

    [Benchmark(Description = "a scope with ten such adds")]
    public void ScopeOfTen()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 10; i++)
        {
            left.add(right);
        }
    }
}
