using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganTests
{
    [Theory]
    [InlineData(8, 8, 1)]
    [InlineData(12, 12, 3)]
    [InlineData(20, 28, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(32, 32, 3)]
    [InlineData(36, 36, 2)]
    [InlineData(64, 32, 4)]
    [InlineData(64, 64, 3)]
    public void Every_layout_fits_any_multiple_of_four(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var layout in Enum.GetValues<DcganLayout>())
        {
            var options = new DcganOptions { Layout = layout, FeatureMaps = 4 };
            var spec = new SampleSpec([channels, height, width], 16);
            var made = options.Generator(spec).call(randn(3, 16), null);
            made.shape.Should().Equal(3, channels, height, width);
            made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
            options.Discriminator(spec).call(made, null).shape.Should().Equal(3);
        }
    }

    /// <summary>Keras counts 2,330,944 parameters in the tutorial's generator: 1,254,400 + 50,176 + 819,200 + 512 + 204,800 + 256 + 1,600, moving statistics included.</summary>
    [Fact]
    public void The_tutorial_s_networks_have_its_parameter_counts()
    {
        var spec = new SampleSpec([1, 28, 28], 100);
        using var g = DcganOptions.Tutorial.Generator(spec);
        using var d = DcganOptions.Tutorial.Discriminator(spec);
        // Keras' dense layer is normalised per unit (12,544 of them); the reshape comes first here, so normalisation is per map (256).
        g.parameters().Sum(p => p.numel()).Should().Be(1_254_400 + 2 * 256 + 819_200 + 2 * 128 + 204_800 + 2 * 64 + 1_600);
        d.parameters().Sum(p => p.numel()).Should().Be(1_664 + 204_928 + 6_273); // the tutorial's summary
    }

    [Fact]
    public void The_paper_s_weights_start_at_N_0_002_and_scales_at_N_1_002()
    {
        manual_seed(1);
        using var g = DcganOptions.Paper.Generator(new SampleSpec([3, 64, 64], 100));
        foreach (var (name, p) in g.named_parameters())
        {
            if (name.EndsWith("bias")) p.abs().max().ToSingle().Should().Be(0, name);
            else
            {
                p.mean().ToDouble().Should().BeApproximately(p.dim() == 1 ? 1 : 0, 0.01, name);
                if (p.numel() > 10_000) p.std().ToDouble().Should().BeApproximately(0.02, 0.001, name);
            }
        }
    }

    [Fact]
    public void The_paper_s_generator_for_64_pixels_has_the_published_widths()
    {
        using var g = DcganOptions.Paper.Generator(new SampleSpec([3, 64, 64], 100));
        g.modules().OfType<ConvTranspose2d>().Select(c => c.weight.shape[0]).Should().Equal(512, 256, 128, 64);
    }

    /// <summary>A well-known collection passes momentum in the place of eps and so normalises with eps = 0.8.</summary>
    [Fact]
    public void Batch_normalisation_normalises_to_unit_variance()
    {
        using var g = new DcganOptions { FeatureMaps = 4 }.Generator(new SampleSpec([1, 8, 8], 8));
        foreach (var norm in g.modules().OfType<BatchNorm2d>())
        {
            nn.init.ones_(norm.weight!);
            using var x = 0.1 * randn(64, norm.weight!.size(0), 4, 4);
            norm.call(x).std().ToDouble().Should().BeApproximately(1, 0.02);
        }
    }

    [Fact]
    public void The_discriminator_s_normalisation_is_as_chosen()
    {
        int Count<T>(DiscriminatorNorm norm, bool penalty)
        {
            using var d = new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = norm }.Discriminator(new SampleSpec([1, 32, 32], 8, 0, penalty));
            return d.modules().OfType<T>().Count();
        }
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: false).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.Auto, penalty: true).Should().Be(0);
        Count<InstanceNorm2d>(DiscriminatorNorm.Instance, penalty: true).Should().Be(2);
        Count<BatchNorm>(DiscriminatorNorm.None, penalty: false).Should().Be(0);
    }
}
