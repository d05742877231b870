using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class LayerDropoutTests
{
    /// <summary>Through the features of discriminators, whose last layer it is: dense, and on maps with channels
    /// last.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_share_p_of_the_units_is_zero_and_the_others_are_larger_by_the_rest(bool dense)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using DiscriminatorNetwork network = dense
            ? new MlpOptions { DiscriminatorWidths = [4000], Dropout = 0.3 }.Discriminator(new NetworkSpec([16], 8))
            : new DcganOptions { Layout = DcganLayout.Tutorial, FeatureMaps = 1 }.Discriminator(
                new NetworkSpec([1, 28, 28], 8)
            );
        if (!dense)
        {
            foreach (var early in network.modules().Where(m => m.GetName() == "LayerDropout").SkipLast(1).ToList())
            {
                early.eval();
            }
        }
        var samples = dense ? randn(25, 16) : randn(1000, 1, 28, 28);
        var dropped = network.Features(samples, null).detach();
        dropped.eq(0).to(float32).mean().item<float>().Should().BeApproximately(0.3f, 0.01f, "of some 100,000 units");
        network
            .Features(samples, null)
            .detach()
            .eq(dropped)
            .all()
            .item<bool>()
            .Should()
            .BeFalse("each pass draws anew");
        foreach (var layer in network.modules())
        {
            layer.eval();
        }
        var kept = dropped.ne(0);
        var whole = network.Features(samples, null).detach();
        (dropped - whole / 0.7).abs().mul(kept).max().item<float>().Should().BeLessThan(1e-4f);
        network.train();
        manual_seed(9);
        using var first = network.Features(samples, null).detach();
        manual_seed(9);
        network
            .Features(samples, null)
            .detach()
            .eq(first)
            .all()
            .item<bool>()
            .Should()
            .BeTrue("equal seeds give equal masks");
    }
}
