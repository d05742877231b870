using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Memory;

/// <summary>Without any scope or Dispose, the garbage collector knows what tensors weigh.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class CollectorTests(ITestOutputHelper output)
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public void Twenty_gigabytes_of_forgotten_tensors_fit_into_a_small_process()
    {
        const int count = 5_120; // of 4 MB
        var start = ResidentMemory.AfterCollection();
        long peak = 0;
        for (var i = 0; i < count; i++)
        {
            ones([1024, 1024]);
            if (i % 50 == 0) peak = Math.Max(peak, ResidentMemory.Bytes - start);
        }
        output.WriteLine($"{count * 4 / 1024} GB allocated, at most {peak / Megabyte} MB more resident than before");
        peak.Should().BeLessThan(1024 * Megabyte);
    }

    [Fact]
    public void Forgotten_results_of_operators_and_gradients_are_collected_too()
    {
        var start = ResidentMemory.AfterCollection();
        long peak = 0;
        for (var i = 0; i < 300; i++)
        {
            var x = ones([512, 1024], requires_grad: true);
            (x.square() * 2).sum().backward();
            if (i % 10 == 0) peak = Math.Max(peak, ResidentMemory.Bytes - start);
        }
        output.WriteLine($"at most {peak / Megabyte} MB more resident than before");
        peak.Should().BeLessThan(1024 * Megabyte);
    }

    [Fact]
    public void Collected_tensors_are_counted_out()
    {
        ResidentMemory.AfterCollection();
        var before = Tensor.TotalCount;
        Forget(1000);
        Tensor.TotalCount.Should().BeGreaterThan(before);
        ResidentMemory.AfterCollection();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget(int count)
    {
        for (var i = 0; i < count; i++) ones(3).add(1);
    }
}
