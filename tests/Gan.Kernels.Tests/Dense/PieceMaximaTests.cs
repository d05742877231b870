using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Dense;

/// <summary>The largest pieces and their numbers beside libtorch's max, and its gradient.</summary>
public sealed class PieceMaximaTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public PieceMaximaTests() => manual_seed(4);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(9, 3, 7)]
    [InlineData(20, 5, 33)]
    [InlineData(300, 6, 128)]
    public void Values_and_numbers_are_those_of_libtorch(long count, int pieces, long channels)
    {
        var rows = randn(count, pieces, channels);
        var (values, numbers) = PieceMaxima.Of(rows, pieces);
        var (exact, places) = rows.max(1);
        values.equal(exact).all().ToBoolean().Should().BeTrue();
        numbers.to(ScalarType.Int64).equal(places).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void The_first_of_equal_pieces_wins()
    {
        var (values, numbers) = PieceMaxima.Of(ones(4, 3, 21), 3);
        values.eq(1).all().ToBoolean().Should().BeTrue();
        numbers.eq(0).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_number_that_is_none_is_the_largest_and_so_is_minus_infinity_alone()
    {
        var odd = full([100, 3, 40], 1f);
        odd[0, 1] = float.NaN;
        odd[1] = float.NegativeInfinity;
        var (values, numbers) = PieceMaxima.Of(odd, 3);
        values.shape.Should().Equal(100, 40);
        values[0].isnan().all().ToBoolean().Should().BeTrue();
        numbers[0].eq(1).all().ToBoolean().Should().BeTrue();
        values[1].eq(double.NegativeInfinity).all().ToBoolean().Should().BeTrue();
        values[2].eq(1).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Slopes_go_where_libtorch_sends_the_gradient_of_max()
    {
        var rows = randn([8, 4, 19], requires_grad: true);
        var slopes = randn(8, 19);
        (rows.max(1).values * slopes).sum().backward();
        var (_, numbers) = PieceMaxima.Of(rows.detach(), 4);
        PieceSlopes.Differentiable(slopes, numbers, 4).equal(rows.grad!).all().ToBoolean().Should().BeTrue();
    }
}
