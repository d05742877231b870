using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.BigGan;

public sealed class BigGanDiscriminatorTests
{
    [Fact]
    public void Both_networks_attend_over_maps_of_the_chosen_height()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (side, heights) in new[] { (32L, new[] { 16L, 8 }), (64, [32L, 16, 8]) })
        {
            foreach (var height in heights)
            {
                var options = new BigGanOptions
                {
                    GeneratorMaps = 1,
                    DiscriminatorMaps = 1,
                    SelfAttentionSide = height,
                };
                var spec = new NetworkSpec([3, side, side], 120);
                options.Problems(spec.Shape).Should().BeEmpty();
                var seen = new List<long>();
                var g = options.Generator(spec);
                var d = options.Discriminator(spec);
                foreach (var layer in g.modules().Concat(d.modules()).OfType<SelfAttention>())
                {
                    layer.register_forward_hook(
                        (_, x, y) =>
                        {
                            seen.Add(x.size(2));
                            return y;
                        }
                    );
                }
                d.call(g.call(randn(2, 120), null), null);
                seen.Should().Equal([height, height], $"{side}, {height}");
            }
        }
    }

    [Fact]
    public void Every_weight_is_under_spectral_normalisation()
    {
        using var scope = NewDisposeScope();
        var d = new BigGanOptions { SelfAttentionSide = 16 }.Discriminator(new NetworkSpec([3, 32, 32], 120));
        var matrices = d.named_parameters().Count(p => p.parameter.dim() > 1);
        d.modules().OfType<SpectralNorm>().Should().HaveCount(matrices);
        d.IsSamplewise.Should().BeFalse("each pass iterates");
    }

    [Fact]
    public void A_score_depends_on_its_own_sample_alone()
    {
        using var scope = NewDisposeScope();
        var d = new BigGanOptions().Discriminator(new NetworkSpec([3, 32, 32], 120));
        var x = randn(3, 3, 32, 32).requires_grad_();
        var gradient = autograd.grad([d.call(x, null)[1]], [x])[0];
        gradient[1].abs().max().ToDouble().Should().BeGreaterThan(0);
        gradient[0].abs().max().ToDouble().Should().Be(0);
    }
}
