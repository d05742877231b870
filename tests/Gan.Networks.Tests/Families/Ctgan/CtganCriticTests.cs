using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Ctgan;

public class CtganCriticTests
{
    private static readonly CtganOptions Options = new()
    {
        DiscriminatorWidths = [6],
        Heads = [new(3, CtganHeadKind.Number)],
    };

    [Fact]
    public void It_is_linear_layers_with_leaky_slopes_and_drops_while_it_learns()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var critic = Options.Discriminator(new NetworkSpec([3], 128));
        var samples = randn(4, 3);
        critic.call(samples, null).Equals(critic.call(samples, null)).Should().BeFalse("half of the units are dropped");
        critic.eval();
        var state = critic.state_dict();
        var hidden = samples.matmul(state["layers.linear0.weight"].t()) + state["layers.linear0.bias"];
        hidden = hidden.clamp(min: 0) + (0.2 * hidden.clamp(max: 0));
        var scores = (hidden.matmul(state["score.weight"].t()) + state["score.bias"]).flatten();
        (critic.call(samples, null) - scores).abs().max().ToSingle().Should().BeLessThan(1e-6f);
        critic.FeatureSize.Should().Be(6);
        (critic.Features(samples, null) - hidden).abs().max().ToSingle().Should().BeLessThan(1e-6f);
    }
}
