using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Engine;

[Collection(AloneInTheProcess.Name)]
public sealed class DropoutMaskTests : IDisposable
{
    private const int Count = 100_003; // no multiple of any vector's length
    private readonly DisposeScope scope = NewDisposeScope();

    public DropoutMaskTests() => manual_seed(11);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_share_kept_scatters_as_independent_draws_do(double p)
    {
        var shares = Enumerable.Range(0, 200).Select(_ => Kept(p).to(float64).mean().item<double>()).ToArray();
        var sigma = Math.Sqrt(p * (1 - p) / Count);
        shares.Average().Should().BeApproximately(1 - p, 4 * sigma / Math.Sqrt(shares.Length));
        Math.Sqrt(shares.Average(s => (s - 1 + p) * (s - 1 + p))).Should().BeApproximately(sigma, 0.2 * sigma);
    }

    [Fact]
    public void Neither_neighbours_nor_the_masks_of_two_calls_have_to_do_with_each_other()
    {
        Tensor first = Kept(0.5).to(float64), second = Kept(0.5).to(float64);
        foreach (var lag in new[] { 1, 2, 8, 64, 784 })
            Correlation(first.narrow(0, lag, Count - lag), first.narrow(0, 0, Count - lag)).Should().BeApproximately(0, 0.015, "at lag {0}", lag);
        Correlation(first, second).Should().BeApproximately(0, 0.015);
    }

    [Fact]
    public void What_is_kept_is_scaled_so_that_the_mean_stays()
    {
        functional.dropout(ones(Count), 0.2).max().item<float>().Should().Be(1.25f);
        functional.dropout(full(Count, 3f), 0.2).mean().item<float>().Should().BeApproximately(3, 0.02f);
    }

    [Fact]
    public void The_generators_seed_and_state_decide_the_mask()
    {
        var first = Kept(0.5);
        var state = get_rng_state();
        var second = Kept(0.5);
        manual_seed(11);
        Kept(0.5).equal(first).all().item<bool>().Should().BeTrue();
        set_rng_state(state);
        Kept(0.5).equal(second).all().item<bool>().Should().BeTrue();
        first.equal(second).all().item<bool>().Should().BeFalse();
    }

    [Fact]
    public void The_gradient_passes_where_the_value_did()
    {
        var x = ones(Count, requires_grad: true);
        var y = functional.dropout(x, 0.4);
        y.sum().backward();
        x.grad!.equal(y.detach()).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void All_or_nothing_is_exact()
    {
        functional.dropout(ones(9), 1).sum().item<float>().Should().Be(0);
        functional.dropout(ones(9), 0).sum().item<float>().Should().Be(9);
        functional.dropout(ones(9), 0.5, training: false).sum().item<float>().Should().Be(9);
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Kept(double p) => functional.dropout(ones(Count), p) > 0;

    private static double Correlation(Tensor a, Tensor b) => (4 * (a - 0.5) * (b - 0.5)).mean().item<double>();
}
