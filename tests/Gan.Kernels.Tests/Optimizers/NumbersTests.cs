using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Optimizers;

/// <summary>The guard's sums of squares, and averages of weights.</summary>
public sealed class NumbersTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    [Theory]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, false)]
    [InlineData(2e19f, false)] // its square is beyond the largest number
    [InlineData(1e19f, true)]
    [InlineData(-0f, true)]
    public void One_entry_anywhere_decides(float value, bool finite)
    {
        foreach (var (size, place) in new[] { (1, 0), (37, 36), (70_001, 70_000), (70_001, 40_000), (200_000, 3) })
        {
            var numbers = zeros(size);
            numbers[place] = value;
            var answer = kernels.HaveFiniteSquares([ones(5, 3), numbers, zeros(100_000)]);
            answer.Should().Be(finite, "{0} of {1}", place, size);
        }
    }

    [Fact]
    public void A_sum_that_overflows_is_not_finite_though_every_square_is() =>
        kernels.HaveFiniteSquares([full(100, 1e19f)]).Should().BeFalse();

    [Fact]
    public void Channels_last_is_read_and_other_types_and_layouts_are_left_to_libtorch()
    {
        kernels.HaveFiniteSquares([randn(4, 3, 3, 8).permute(0, 3, 1, 2)]).Should().BeTrue();
        kernels.HaveFiniteSquares([]).Should().BeTrue();
        kernels.HaveFiniteSquares([zeros(0)]).Should().BeTrue();
        kernels.HaveFiniteSquares([ones(3, ScalarType.Float64)]).Should().BeNull();
        kernels.HaveFiniteSquares([randn(8, 8).narrow(1, 0, 3)]).Should().BeNull();
    }

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
