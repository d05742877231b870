using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganOptionsTests
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
            var spec = new NetworkSpec([channels, height, width], 16);
            var made = options.Generator(spec).call(randn(3, 16), null);
            made.shape.Should().Equal(3, channels, height, width);
            made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
            options.Discriminator(spec).call(made, null).shape.Should().Equal(3);
        }
    }

    /// <summary>Keras counts 2,330,944 parameters in the tutorial's generator: 1,254,400 + 50,176 + 819,200 + 512 +
    /// 204,800 + 256 + 1,600, moving statistics included.</summary>
    [Fact]
    public void The_tutorial_s_networks_have_its_parameter_counts()
    {
        var spec = new NetworkSpec([1, 28, 28], 100);
        using var g = DcganOptions.Tutorial.Generator(spec);
        using var d = DcganOptions.Tutorial.Discriminator(spec);
        // Keras' dense layer is normalised per unit (12,544 of them); the reshape comes first here, so normalisation is
        // per map (256).
        g.parameters()
            .Sum(p => p.numel())
            .Should()
            .Be(1_254_400 + 2 * 256 + 819_200 + 2 * 128 + 204_800 + 2 * 64 + 1_600);
        d.parameters().Sum(p => p.numel()).Should().Be(1_664 + 204_928 + 6_273); // the tutorial's summary
    }
}
