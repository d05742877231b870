using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.ResNet;

public class ResNetDiscriminatorTests
{
    private static readonly NetworkSpec Spec = new([3, 32, 32], 8);

    private static DiscriminatorNetwork Make(ResNetOptions options, bool penalty = false) =>
        (options with { DiscriminatorMaps = 4 }).Discriminator(Spec with { GradientPenalty = penalty });

    [Fact]
    public void Normalisation_is_spectral_or_as_chosen_and_none_under_a_penalty()
    {
        using var scope = NewDisposeScope();
        int Count<T>(DiscriminatorNorm norm, bool penalty = false) =>
            Make(new ResNetOptions { DiscriminatorNorm = norm }, penalty).modules().OfType<T>().Count();
        Count<SpectralNorm>(DiscriminatorNorm.Auto).Should().Be(3 + 3 + 2 + 2 + 1);
        Count<SpectralNorm>(DiscriminatorNorm.Auto, penalty: true).Should().Be(0);
        Count<GroupNorm>(DiscriminatorNorm.Layer, penalty: true).Should().Be(6, "two in each block but the first");
        Count<BatchNorm>(DiscriminatorNorm.Batch).Should().Be(6);
        Count<InstanceNorm2d>(DiscriminatorNorm.Instance).Should().Be(6);
    }

    [Fact]
    public void Features_are_the_sum_or_the_mean_of_the_places()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(1);
        var sum = Make(new ResNetOptions { DiscriminatorNorm = DiscriminatorNorm.None });
        var mean = Make(new ResNetOptions { DiscriminatorNorm = DiscriminatorNorm.None, Pooling = ResNetPooling.Mean });
        mean.load_state_dict(sum.state_dict());
        var x = randn(2, 3, 32, 32);
        sum.Features(x, null)
            .allclose(64 * mean.Features(x, null), rtol: 1e-4, atol: 1e-4)
            .Should()
            .BeTrue("the first two blocks halve 32 to 8");
    }

    [Fact]
    public void With_silent_residuals_the_shortcuts_remain()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var d = Make(new ResNetOptions { DiscriminatorNorm = DiscriminatorNorm.None });
        foreach (var (name, p) in d.named_parameters())
        {
            if (name.Contains("conv2"))
            {
                nn.init.zeros_(p);
            }
        }
        var state = d.state_dict();
        var x = randn(2, 3, 32, 32);
        var kept = nn.functional.conv2d(x, state["layers.first.shortcut.weight"], state["layers.first.shortcut.bias"]);
        kept = nn.functional.conv2d(kept, state["layers.block1.shortcut.weight"], state["layers.block1.shortcut.bias"]);
        var expected = nn.functional.avg_pool2d(kept, 4).relu().sum([2, 3]);
        d.Features(x, null).allclose(expected, rtol: 1e-4, atol: 1e-4).Should().BeTrue();
    }

    [Fact]
    public void Attention_sees_maps_of_the_chosen_height_in_every_layout()
    {
        using var scope = NewDisposeScope();
        foreach (var layout in Enum.GetValues<ResNetLayout>())
        {
            foreach (var side in new long[] { 16, 8 })
            {
                var d = Make(new ResNetOptions { Layout = layout, SelfAttentionSide = side });
                var seen = new List<long>();
                foreach (var layer in d.modules().OfType<SelfAttention>())
                {
                    layer.register_forward_hook(
                        (_, x, y) =>
                        {
                            seen.Add(x.size(2));
                            return y;
                        }
                    );
                }
                d.call(randn(2, 3, 32, 32), null);
                seen.Should().Equal([side], $"{layout}, {side}");
            }
        }
    }

    [Theory]
    [InlineData(DiscriminatorNorm.Layer)]
    [InlineData(DiscriminatorNorm.Instance)]
    [InlineData(DiscriminatorNorm.Spectral)]
    [InlineData(DiscriminatorNorm.None)]
    public void A_score_depends_on_its_own_sample_alone(DiscriminatorNorm norm)
    {
        using var scope = NewDisposeScope();
        var d = Make(new ResNetOptions { DiscriminatorNorm = norm });
        var x = randn(3, 3, 32, 32).requires_grad_();
        var gradient = autograd.grad([d.call(x, null)[1]], [x])[0];
        gradient[1].abs().max().ToDouble().Should().BeGreaterThan(0);
        gradient[0].abs().max().ToDouble().Should().Be(0);
        gradient[2].abs().max().ToDouble().Should().Be(0);
    }
}
