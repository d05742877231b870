using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Optimizers;

/// <summary>The guard's sums of squares.</summary>
public sealed class SquaresTests : IDisposable
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

    public void Dispose() => scope.Dispose();
}
