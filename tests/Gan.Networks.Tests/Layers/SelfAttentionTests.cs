using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public class SelfAttentionTests
{
    [Fact]
    public void Outputs_and_gradients_are_those_of_the_paper_s_formulas_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of("attention");
        var layer = new SelfAttention(8).to(ScalarType.Float64);
        string[] weights = ["query", "key", "value", "output"];
        layer.load_state_dict(
            weights
                .ToDictionary(n => n + ".weight", wanted.Input)
                .Append(new("gamma", wanted.Input("gamma")))
                .ToDictionary()
        );
        var x = wanted.Input("x").requires_grad_();
        var y = layer.call(x);
        wanted.Check("y", y);
        string[] names = ["x", .. weights, "gamma"];
        Tensor[] inputs =
        [
            x,
            .. weights.Select(n => (Tensor)layer.get_parameter(n + ".weight")!),
            layer.get_parameter("gamma")!,
        ];
        var gradients = autograd.grad([y.square().sum()], inputs);
        foreach (var (name, gradient) in names.Zip(gradients))
        {
            wanted.Check("d" + name, gradient);
        }
    }

    [Theory]
    [InlineData(8, 8, 8, false)]
    [InlineData(1, 5, 7, true)]
    [InlineData(20, 1, 3, false)]
    public void It_starts_as_the_identity_for_any_size(long maps, long height, long width, bool spectral)
    {
        using var scope = NewDisposeScope();
        var layer = new SelfAttention(maps, spectral);
        var x = randn(2, maps, height, width);
        layer.call(x).allclose(x).Should().BeTrue();
        layer.modules().OfType<SpectralNorm>().Should().HaveCount(spectral ? 4 : 0);
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        var layer = new SelfAttention(8, spectralNorm: true);
        nn.init.ones_(layer.get_parameter("gamma")!);
        var x = randn(2, 8, 4, 4).requires_grad_();
        var gradient = autograd.grad([layer.call(x).square().sum()], [x], retain_graph: true, create_graph: true)[0];
        gradient.square().sum().backward();
        layer.parameters().Should().OnlyContain(p => p.grad!.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Maps_are_at_least_one() =>
        new Action(() => new SelfAttention(0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("maps must be at least 1, but was 0.*");

    [Fact]
    public void An_input_with_too_few_axes_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        var layer = new SelfAttention(8);
        layer.Invoking(l => l.call(null!)).Should().Throw<ArgumentNullException>().WithParameterName("input");
        layer
            .Invoking(l => l.call(ones(2, 8)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("SelfAttention reads [N, C, H, W], but input has the shape [2, 8]. Reshape it first.*");
        new Action(() => new MinibatchStd().call(ones([])))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("MinibatchStd reads [N, C, …], but input has the shape []. Reshape it first.*");
        new Action(() => new MinibatchDiscrimination(3).call(ones(3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("MinibatchDiscrimination reads [N, A], but input has the shape [3]. Reshape it first.*");
    }
}
