using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

/// <summary>Beside the definition, written out pixel by pixel on doubles: zeros between and around the pixels, then the
/// filter.</summary>
public sealed class FirResamplingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public FirResamplingTests() => manual_seed(2);

    public void Dispose() => scope.Dispose();

    public static TheoryData<double[]> Taps =>
        new([1, 1], [1, 3, 3, 1], [1, 2, -3, 5], [1, 2, 3, 4, 5, 6], [-1, 9, 9, -1]);

    [Theory]
    [MemberData(nameof(Taps))]
    public void Doubling_filters_the_pixels_with_zeros_between_them(double[] taps)
    {
        using var layer = FirResampling.Up(taps);
        var x = randn([2, 3, 4, 6], float64);
        var y = layer.call(x);
        y.shape.Should().Equal(2, 3, 8, 12);
        Far(y, Doubled(x, taps)).Should().BeLessThan(1e-12);
    }

    [Theory]
    [MemberData(nameof(Taps))]
    public void Halving_filters_and_takes_every_other_pixel(double[] taps)
    {
        using var layer = FirResampling.Down(taps);
        var x = randn([2, 3, 4, 6], float64);
        var y = layer.call(x);
        y.shape.Should().Equal(2, 3, 2, 3);
        Far(y, Halved(x, taps)).Should().BeLessThan(1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Maps_of_one_value_keep_it_inside(bool up)
    {
        using var layer = up ? FirResampling.Up() : FirResampling.Down();
        var inside = layer.call(ones(1, 2, 8, 8))[.., .., 1..^1, 1..^1];
        inside.sub(1).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_can_be_differentiated_twice(bool up)
    {
        using var layer = up ? FirResampling.Up() : FirResampling.Down();
        var x = randn([2, 2, 4, 4], float64).requires_grad_();
        // f = Σ (A x)³, so that ∇f = 3 Aᵀ(A x)² and the gradient of ‖∇f‖² / 2 is 18 Aᵀ(A x ⊙ A Aᵀ(A x)²)
        var y = layer.call(x);
        var gradient = autograd.grad([y.pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([gradient.square().sum() / 2], [x])[0];
        Tensor Transposed(Tensor v)
        {
            var z = zeros_like(x).requires_grad_();
            return autograd.grad([(layer.call(z) * v).sum()], [z])[0];
        }
        var inner = layer.call(Transposed(y.detach().square()));
        Far(second, 18 * Transposed(y.detach() * inner)).Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Layout_and_type_are_those_of_the_maps()
    {
        using var layer = FirResampling.Up();
        var x = randn(2, 3, 4, 4);
        var inner = x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2); // channels innermost
        layer.call(inner).allclose(layer.call(x), rtol: 1e-6, atol: 1e-6).Should().BeTrue();
        layer.call(x.to(float64)).dtype.Should().Be(float64);
        layer.state_dict().Should().BeEmpty("the filter is a constant");
    }

    [Fact]
    public void Taps_that_are_odd_or_add_up_to_nothing_are_refused()
    {
        foreach (var taps in new double[][] { [1, 2, 1], [], [1, -1], [double.NaN, 1] })
        {
            FluentActions.Invoking(() => FirResampling.Up(taps)).Should().Throw<ArgumentException>();
        }
    }

    private static Tensor Doubled(Tensor x, double[] taps)
    {
        var sum = taps.Sum();
        var y = zeros([x.size(0), x.size(1), 2 * x.size(2), 2 * x.size(3)], float64);
        Visit(
            x,
            y,
            (n, c, row, column) =>
            {
                var total = 0.0;
                for (var i = 0; i < taps.Length; i++)
                {
                    for (var j = 0; j < taps.Length; j++)
                    {
                        var (above, left) = (row + taps.Length / 2 - 1 - i, column + taps.Length / 2 - 1 - j);
                        if (above % 2 == 0 && left % 2 == 0)
                        {
                            total += taps[i] * taps[j] / (sum * sum) * At(x, n, c, above / 2, left / 2);
                        }
                    }
                }
                return 4 * total;
            }
        );
        return y;
    }

    private static Tensor Halved(Tensor x, double[] taps)
    {
        var sum = taps.Sum();
        var y = zeros([x.size(0), x.size(1), x.size(2) / 2, x.size(3) / 2], float64);
        Visit(
            x,
            y,
            (n, c, row, column) =>
            {
                var total = 0.0;
                for (var i = 0; i < taps.Length; i++)
                {
                    for (var j = 0; j < taps.Length; j++)
                    {
                        var (above, left) = (
                            2 * row + i - (taps.Length / 2 - 1),
                            2 * column + j - (taps.Length / 2 - 1)
                        );
                        total += taps[i] * taps[j] / (sum * sum) * At(x, n, c, above, left);
                    }
                }
                return total;
            }
        );
        return y;
    }

    private static void Visit(Tensor x, Tensor y, Func<long, long, long, long, double> value)
    {
        for (var n = 0L; n < x.size(0); n++)
        {
            for (var c = 0L; c < x.size(1); c++)
            {
                for (var row = 0L; row < y.size(2); row++)
                {
                    for (var column = 0L; column < y.size(3); column++)
                    {
                        y[n, c, row, column] = value(n, c, row, column);
                    }
                }
            }
        }
    }

    private static double At(Tensor x, long n, long c, long row, long column) =>
        row < 0 || column < 0 || row >= x.size(2) || column >= x.size(3) ? 0 : x[n, c, row, column].ToDouble();

    private static double Far(Tensor found, Tensor expected) =>
        ((found - expected).norm() / expected.norm()).ToDouble();
}
