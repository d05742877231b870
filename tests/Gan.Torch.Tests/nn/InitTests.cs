using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn;

[Collection(AloneInTheProcess.Name)]
public sealed class InitTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public InitTests() => manual_seed(0);

    [Fact]
    public void A_linear_layer_starts_with_the_numbers_that_PyTorch_draws()
    {
        using var layer = Linear(3, 2); // torch.manual_seed(0); torch.nn.Linear(3, 2)
        layer.weight.allclose(tensor(new[,] { { -0.0043f, 0.3097f, -0.4752f }, { -0.4249f, -0.2224f, 0.1548f } }), atol: 6e-5).Should().BeTrue();
        layer.bias!.allclose(tensor(new[] { -0.0114f, 0.4578f }), atol: 6e-5).Should().BeTrue();
    }

    [Fact]
    public void Filling_returns_the_tensor_itself_and_records_no_gradient()
    {
        var parameter = new TorchSharp.Modules.Parameter(empty(3, 3));
        init.xavier_uniform_(parameter).Should().BeSameAs(parameter);
        parameter.is_leaf.Should().BeTrue();
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    public void Orthogonal_rows_or_columns_have_length_one(long rows, long columns)
    {
        var w = init.orthogonal_(empty(rows, columns), gain: 2);
        var gram = rows >= columns ? w.t().mm(w) : w.mm(w.t());
        gram.allclose(eye(Math.Min(rows, columns)) * 4, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void A_truncated_normal_stays_within_its_bounds_and_keeps_its_mean()
    {
        var w = init.trunc_normal_(empty(20000), mean: 1, std: 2, a: -1, b: 3);
        w.min().item<float>().Should().BeGreaterThanOrEqualTo(-1);
        w.max().item<float>().Should().BeLessThanOrEqualTo(3);
        w.mean().item<float>().Should().BeApproximately(1, 0.03f);
        w.std().item<float>().Should().BeApproximately(2 * 0.5396f, 0.03f); // of a standard normal within ±1
    }

    [Fact]
    public void Kaiming_and_Xavier_spread_by_the_fans_of_a_convolution()
    {
        var w = empty(64, 32, 3, 3);
        init.kaiming_normal_(w, nonlinearity: init.NonlinearityType.ReLU).std().item<float>().Should().BeApproximately(MathF.Sqrt(2f / (32 * 9)), 0.002f);
        init.kaiming_normal_(w, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU).std().item<float>().Should().BeApproximately(MathF.Sqrt(2f / (64 * 9)), 0.002f);
        init.xavier_uniform_(w).abs().max().item<float>().Should().BeApproximately(MathF.Sqrt(6f / (96 * 9)), 0.001f);
        var flat = () => init.kaiming_normal_(empty(3));
        flat.Should().Throw<ArgumentException>().WithMessage("*2 dimensions*[3]*");
    }

    public void Dispose() => scope.Dispose();
}
