using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public sealed class EqualizedLinearTests
{
    [Fact]
    public void Weights_stand_as_unit_normal_and_are_scaled_in_each_pass()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedLinear(400, 100, gain: 2, rate: 0.01, biasStart: 0.5);
        var weight = layer.get_parameter("weight")!;
        var bias = layer.get_parameter("bias")!;
        weight.std().ToDouble().Should().BeApproximately(100, 2);
        bias[0].ToDouble().Should().BeApproximately(50, 1e-4);
        var x = randn(16, 400);
        var plain = 2 * (0.01 * (x.mm(weight.t()) / 20 + bias));
        layer.call(x).allclose(plain, rtol: 1e-4, atol: 1e-4).Should().BeTrue();
        layer.call(x).std().ToDouble().Should().BeApproximately(2, 0.2);
    }

    [Fact]
    public void A_bias_may_have_a_gain_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedLinear(2, 3, gain: 4, rate: 0.5, biasStart: 6, biasGain: 3);
        layer.call(zeros(1, 2)).eq(18).all().ToBoolean().Should().BeTrue("it starts as 6 at a gain of 1");
        FluentActions
            .Invoking(() => new EqualizedLinear(1, 1, biasGain: double.NaN))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_layer_without_bias_has_none_and_numbers_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedLinear(3, 2, bias: false);
        layer.parameters().Should().ContainSingle();
        layer.call(zeros(1, 3)).abs().sum().ToDouble().Should().Be(0);
        layer.Invoking(l => l.call(zeros(1, 4))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new EqualizedLinear(1, 1, gain: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EqualizedLinear(1, 1, rate: 0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
