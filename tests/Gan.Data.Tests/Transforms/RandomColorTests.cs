using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class RandomColorTests
{
    public static TheoryData<string, RandomColor> Cases =>
        new()
        {
            {
                "darker",
                new RandomColor { Brightness = (0.6, 0.6) }
            },
            {
                "brighter",
                new RandomColor { Brightness = (1.7, 1.7) }
            },
            {
                "flatter",
                new RandomColor { Contrast = (0.3, 0.3) }
            },
            {
                "harder",
                new RandomColor { Contrast = (2.5, 2.5) }
            },
            {
                "paler",
                new RandomColor { Saturation = (0.2, 0.2) }
            },
            {
                "richer",
                new RandomColor { Saturation = (3, 3) }
            },
            {
                "turned_back",
                new RandomColor { Hue = (-0.3, -0.3) }
            },
            {
                "turned_on",
                new RandomColor { Hue = (0.45, 0.45) }
            },
            {
                "all",
                new RandomColor
                {
                    Brightness = (1.2, 1.2),
                    Contrast = (0.8, 0.8),
                    Saturation = (1.5, 1.5),
                    Hue = (0.1, 0.1),
                }
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Colors_come_out_as_from_torchvision(string name, RandomColor transform)
    {
        Compare(transform, "images", "color_" + name);
        if (name is not "all")
        {
            Compare(transform, "greys", "grey_" + name);
        }
    }

    [Fact]
    public void Left_out_settings_change_nothing() => Compare(new RandomColor(), "images", "images");

    [Fact]
    public void Each_image_has_a_factor_of_its_own_within_the_interval()
    {
        using var scope = NewDisposeScope();
        var values = new RandomColor { Brightness = (0.4, 1.6) }
            .Apply(torch.zeros(60, 1, 1, 1), new TransformRandom(5, 60))
            .Floats();
        // (x + 1) / 2 is 0.5 times the factor.
        float[] factors = [.. values.Select(value => value + 1)];
        factors.Should().OnlyContain(factor => factor >= 0.4f && factor <= 1.6f).And.OnlyHaveUniqueItems();
        factors.Average().Should().BeApproximately(1, 0.15f);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        new RandomColor { Hue = (0, 0.6) }
            .Problems()
            .Should()
            .Equal("Hue must rise and lie from -0.5 to 0.5, but was 0 to 0.6.");
        new RandomColor { Brightness = (-1, 1) }
            .Problems()
            .Should()
            .Equal("Brightness must rise and lie from 0 to 10, but was -1 to 1.");
    }

    private static void Compare(RandomColor transform, string images, string expected)
    {
        using var scope = NewDisposeScope();
        var found = transform.Apply(TransformFixture.Read(images), new TransformRandom(1, 2)).Floats();
        found.Zip(TransformFixture.Read(expected).Floats(), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(4e-6f);
    }
}
