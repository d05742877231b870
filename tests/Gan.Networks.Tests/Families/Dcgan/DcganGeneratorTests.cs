using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganGeneratorTests
{
    [Fact]
    public void The_paper_s_weights_start_at_N_0_002_and_scales_at_N_1_002()
    {
        manual_seed(1);
        using var g = DcganOptions.Paper.Generator(new NetworkSpec([3, 64, 64], 100));
        foreach (var (name, p) in g.named_parameters())
        {
            if (name.EndsWith("bias"))
            {
                p.abs().max().ToSingle().Should().Be(0, name);
            }
            else
            {
                p.mean().ToDouble().Should().BeApproximately(p.dim() == 1 ? 1 : 0, 0.01, name);
                if (p.numel() > 10_000)
                {
                    p.std().ToDouble().Should().BeApproximately(0.02, 0.001, name);
                }
            }
        }
    }

    [Fact]
    public void The_paper_s_generator_for_64_pixels_has_the_published_widths()
    {
        using var g = DcganOptions.Paper.Generator(new NetworkSpec([3, 64, 64], 100));
        g.parameters().Where(p => p.dim() == 4).Select(p => p.shape[0]).Should().Equal(512, 256, 128, 64);
    }

    /// <summary>A well-known collection passes momentum in the place of eps and so normalises with eps = 0.8.</summary>
    [Fact]
    public void Batch_normalisation_normalises_to_unit_variance()
    {
        using var g = new DcganOptions { FeatureMaps = 4 }.Generator(new NetworkSpec([1, 8, 8], 8));
        foreach (var norm in g.modules().OfType<BatchNorm2d>())
        {
            nn.init.ones_(norm.weight!);
            using var x = 0.1 * randn(64, norm.weight!.size(0), 4, 4);
            norm.call(x).std().ToDouble().Should().BeApproximately(1, 0.02);
        }
    }

    [Fact]
    public void The_state_s_names_stay_as_they_were()
    {
        using var g = new DcganOptions { FeatureMaps = 4 }.Generator(new NetworkSpec([1, 16, 16], 8));
        g.named_parameters()
            .Select(p => p.name)
            .Should()
            .Equal(
                "project.weight",
                "layers.norm0.weight",
                "layers.norm0.bias",
                "layers.up1.weight",
                "layers.norm1.weight",
                "layers.norm1.bias",
                "layers.image.weight"
            );
    }

    [Fact]
    public void Attention_and_conditional_normalisation_start_neutral()
    {
        using var scope = NewDisposeScope();
        var g = new DcganOptions
        {
            FeatureMaps = 4,
            SelfAttentionSide = 8,
            ConditionalBatchNorm = true,
        }.Generator(new NetworkSpec([1, 16, 16], 8, ConditionSpec.Labels(3)));
        g.get_parameter("layers.attention.gamma")!.ToDouble().Should().Be(0);
        g.modules().OfType<ConditionalBatchNorm2d>().Should().HaveCount(2);
        g.get_parameter("layers.norm1.shift")!.abs().max().ToDouble().Should().Be(0);
        g.get_parameter("layers.norm1.scale")!
            .abs()
            .max()
            .ToDouble()
            .Should()
            .BeInRange(1e-4, 0.2, "scales start at N(1, 0.02)");
    }
}
