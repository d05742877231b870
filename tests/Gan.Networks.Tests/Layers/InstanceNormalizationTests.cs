using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class InstanceNormalizationTests
{
    [Fact]
    public void Each_map_of_each_image_has_mean_0_and_variance_1()
    {
        using var scope = NewDisposeScope();
        using var layer = new InstanceNormalization(3);
        layer.parameters().Should().BeEmpty();
        var input = 5 + 3 * randn(4, 3, 8, 9, dtype: float64);
        var made = layer.call(input);
        var mean = input.mean([2, 3], keepdim: true);
        var variance = (input - mean).square().mean([2, 3], keepdim: true);
        made.allclose((input - mean) / (variance + 1e-5).sqrt(), rtol: 1e-9, atol: 1e-9).Should().BeTrue();
        layer.eval();
        layer.call(input).eq(made).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void A_scale_and_shift_are_learned_where_asked_for()
    {
        using var scope = NewDisposeScope();
        using var layer = new InstanceNormalization(2, affine: true);
        layer.named_parameters().Select(p => p.name).Should().Equal("weight", "bias");
        nn.init.constant_(layer.parameters().First(), 2);
        nn.init.constant_(layer.parameters().Last(), 7);
        var made = layer.call(randn(1, 2, 30, 30));
        made.mean().item<float>().Should().BeApproximately(7, 1e-3f);
        made.std().item<float>().Should().BeApproximately(2, 1e-2f);
    }
}
