using static TorchSharp.torch;

namespace Gan.Tests.Networks.ResNet;

public class ResNetGeneratorTests
{
    private static readonly NetworkSpec Spec = new([3, 16, 16], 8, ConditionSpec.Labels(4));

    [Fact]
    public void A_block_doubles_the_sides_and_adds_what_the_shortcut_makes()
    {
        using var scope = NewDisposeScope();
        var g = new ResNetOptions { GeneratorMaps = 4 }.Generator(Spec);
        g.eval();
        foreach (var (name, p) in g.named_parameters())
        {
            if (name.Contains("conv2"))
            {
                nn.init.zeros_(p); // leaves the shortcuts alone
            }
        }
        using var _ = no_grad();
        var z = randn(2, 8);
        var state = g.state_dict();
        var x = nn.functional.linear(z, state["project.weight"], state["project.bias"]).view(2, 4, 4, 4);
        for (var i = 1; i <= 2; i++)
        {
            x = nn
                .functional.conv2d(x, state[$"layers.up{i}.shortcut.weight"], state[$"layers.up{i}.shortcut.bias"])
                .repeat_interleave(2, 2)
                .repeat_interleave(2, 3);
        }
        var image = nn
            .functional.conv2d(
                (x / Math.Sqrt(1 + 1e-5)).relu(),
                state["layers.image.weight"],
                state["layers.image.bias"],
                padding: [1, 1]
            )
            .tanh();
        g.call(z, null).allclose(image, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Conditional_batch_normalisation_stands_in_every_block_and_reads_the_label()
    {
        using var scope = NewDisposeScope();
        var g = new ResNetOptions { GeneratorMaps = 4, ConditionalBatchNorm = true }.Generator(Spec);
        g.modules().OfType<ConditionalBatchNorm2d>().Should().HaveCount(4);
        foreach (var (name, p) in g.named_parameters())
        {
            if (name.EndsWith("scale"))
            {
                nn.init.normal_(p);
            }
        }
        g.eval();
        Tensor z = randn(1, 8);
        Tensor first = tensor(new long[] { 1 });
        Tensor second = tensor(new long[] { 2 });
        g.call(z, first).allclose(g.call(z, second)).Should().BeFalse();
        new Action(() => new ResNetOptions { ConditionalBatchNorm = true }.Generator(new NetworkSpec([3, 16, 16], 8)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "ConditionalBatchNorm needs the label of each sample, but the generator gets none. "
                    + "Use labelled data and WithConditioning(…), or leave ConditionalBatchNorm out."
            );
    }

    [Fact]
    public void Spectral_normalisation_and_attention_come_where_they_are_asked_for()
    {
        using var scope = NewDisposeScope();
        var g = new ResNetOptions
        {
            GeneratorMaps = 8,
            GeneratorSpectralNorm = true,
            SelfAttentionSide = 8,
        }.Generator(Spec);
        g.modules().OfType<SelfAttention>().Should().HaveCount(1);
        g.modules()
            .OfType<SpectralNorm>()
            .Should()
            .HaveCount(1 + 2 * 3 + 4 + 1, "dense, two blocks of three, attention's four, image");
        var seen = new List<long>();
        foreach (var layer in g.modules().OfType<SelfAttention>())
        {
            layer.register_forward_hook(
                (_, x, y) =>
                {
                    seen.Add(x.size(2));
                    return y;
                }
            );
        }
        g.call(randn(2, 8), null).shape.Should().Equal(2, 3, 16, 16);
        seen.Should().Equal(8);
    }
}
