using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class PartialUNetTests
{
    [Fact]
    public void What_lies_in_the_hole_has_no_influence()
    {
        using var scope = NewDisposeScope();
        using var network = new PartialUNet { Depth = 3, FeatureMaps = 4 }.Translator(
            TranslatorWitness.Spec(3, 16, 16, made: 2)
        );
        var hole = zeros(2, 1, 24, 16);
        hole[.., .., 4..12, 3..9] = 1;
        var image = randn(2, 2, 24, 16);
        var other = image + 100 * hole;
        var made = network.call(cat([image, hole], 1));
        made.shape.Should().Equal(2, 2, 24, 16);
        network.call(cat([other, hole], 1)).eq(made).all().item<bool>().Should().BeTrue();
        made[.., .., 4..12, 3..9].ne(0).any().item<bool>().Should().BeTrue("the hole is filled");
    }

    [Fact]
    public void Sizes_and_settings_are_checked()
    {
        new PartialUNet().Problems([4, 40, 32], [3, 40, 32]).Single().Remedy.Should().Contain("48x32");
        new PartialUNet { Depth = 1 }
            .Problems([4, 32, 32], [3, 32, 32])
            .Should()
            .ContainSingle();
        new PartialUNet().Problems([1, 32, 32], [3, 32, 32]).Single().What.Should().Contain("an image and its mask");
    }
}
