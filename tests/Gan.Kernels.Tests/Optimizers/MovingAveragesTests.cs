using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Optimizers;

/// <summary>Averages of weights beside the same in doubles.</summary>
public sealed class MovingAveragesTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    [Theory]
    [InlineData(1)]
    [InlineData(100_003)]
    public void An_average_follows_as_in_doubles(int size)
    {
        using var off = no_grad();
        var average = randn(size);
        var live = randn(size);
        var exact = average.to(ScalarType.Float64) * 0.9 + live.to(ScalarType.Float64) * 0.1;
        kernels.Follow(average, live, 0.9).Should().BeTrue();
        (average - exact).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void An_average_of_another_kind_is_left_to_libtorch()
    {
        kernels.Follow(ones(3, ScalarType.Int64), ones(3, ScalarType.Int64), 0.9).Should().BeFalse();
        kernels.Follow(ones(2, 3), ones(3, 2), 0.9).Should().BeFalse();
        kernels.Follow(ones(3, 2), ones(2, 3).t(), 0.9).Should().BeFalse();
    }

    public void Dispose() => scope.Dispose();
}
