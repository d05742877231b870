using Gan.Tests.Networks.StyleGan2;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Parts;

/// <summary>The filter that is folded into weights, seen through a layer that has it.</summary>
public sealed class FoldedFilterTests
{
    // With a weight of 1 in the middle the convolution passes maps on, so that what is left is the filter.
    [Fact]
    public void Doubling_is_the_filter_between_zeros_and_keeps_a_plane()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var layer = new ModulatedConvolution(1, 1, 1, upsample: true);
        var weights = layer.Weights();
        nn.init.zeros_(weights["weight"]);
        weights["weight"][0, 0, 1, 1] = 3; // an equalised rate divides by √9
        nn.init.zeros_(weights["style.weight"]);
        var maps = randn(2, 1, 5, 6);
        var doubled = layer.call(maps, zeros(2, 1));
        (doubled - PlainStyleGan2.Up(maps)).abs().max().ToDouble().Should().BeLessThan(1e-5);
        var plane = layer.call(ones(1, 1, 5, 6), zeros(1, 1)).narrow(2, 1, 8).narrow(3, 1, 10);
        (plane - 1).abs().max().ToDouble().Should().BeLessThan(1e-5, "the gain of a constant is 1");
    }

    [Fact]
    public void The_filter_of_the_tests_is_the_one_that_the_paper_names()
    {
        using var scope = NewDisposeScope();
        var point = zeros(1, 1, 7, 7);
        point[0, 0, 3, 3] = 64;
        var answer = PlainStyleGan2.Filter(point, 1);
        answer[0, 0].data<float>().ToArray().Should().Equal(1, 3, 3, 1, 3, 9, 9, 3, 3, 9, 9, 3, 1, 3, 3, 1);
        var constant = PlainStyleGan2.Down(ones(1, 1, 8, 8));
        constant[0, 0, 1, 1].ToDouble().Should().BeApproximately(1, 1e-6);
    }
}
