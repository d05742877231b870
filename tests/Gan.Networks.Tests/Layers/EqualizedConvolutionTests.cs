using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

public sealed class EqualizedConvolutionTests
{
    [Theory]
    [InlineData(3, 5, 3)]
    [InlineData(16, 32, 3)]
    [InlineData(4, 2, 1)]
    public void Weights_stand_as_unit_normal_and_are_scaled_in_each_pass(long from, long to, long kernel)
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedConvolution(from, to, kernel, gain: 1.5);
        var weight = layer.get_parameter("weight")!;
        var bias = layer.get_parameter("bias")!;
        nn.init.normal_(bias);
        var x = randn(8, from, 9, 12);
        var plain = nn.functional.conv2d(
            x,
            weight / Math.Sqrt(from * kernel * kernel),
            bias,
            padding: [kernel / 2, kernel / 2]
        );
        (layer.call(x) - 1.5 * plain).abs().max().ToDouble().Should().BeLessThan(2e-5);
    }

    [Fact]
    public void A_bias_may_have_a_gain_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedConvolution(2, 3, 3, gain: 4, biasGain: 0.5);
        nn.init.constant_(layer.get_parameter("bias")!, 6);
        layer.call(zeros(1, 2, 4, 4)).eq(3).all().ToBoolean().Should().BeTrue();
        FluentActions
            .Invoking(() => new EqualizedConvolution(1, 1, 3, biasGain: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Sides_stay_and_numbers_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        using var layer = new EqualizedConvolution(2, 3, 5, bias: false);
        layer.parameters().Should().ContainSingle();
        layer.call(zeros(1, 2, 6, 7)).shape.Should().Equal(1, 3, 6, 7);
        layer.Invoking(l => l.call(zeros(1, 3, 6, 7))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new EqualizedConvolution(1, 1, 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => new EqualizedConvolution(1, 1, 3, gain: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }
}
