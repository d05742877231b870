using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

/// <summary>All drawers: what they draw over a thousand draws, and from what.</summary>
public class IMaskDrawerTests
{
    private const int Draws = 1000;

    public static TheoryData<string, int, int, double, double> Drawers =>
        new()
        {
            // Sides of 7 and 8 pixels of 15 and 16; a quarter of an even size.
            { "centre", 28, 28, 196 / 784.0, 196 / 784.0 },
            { "centre", 15, 16, 64 / 240.0, 64 / 240.0 },
            // Sides from 7 to 14 pixels of 28, from 3 to 5 of 10.
            { "box", 28, 28, 49 / 784.0, 196 / 784.0 },
            { "box", 10, 28, 3 * 7 / 280.0, 5 * 14 / 280.0 },
            // To the pixel.
            { "free", 28, 28, 0.1 - 0.5 / 784, 0.4 + 0.5 / 784 },
            { "free", 20, 64, 0.1 - 0.5 / 1280, 0.4 + 0.5 / 1280 },
            { "dense", 28, 28, 0.7 - 0.5 / 784, 0.9 + 0.5 / 784 },
        };

    [Theory, MemberData(nameof(Drawers))]
    public void Areas_stay_within_the_stated_bounds(string kind, int height, int width, double from, double to)
    {
        using var masks = Make(kind).Draw(new ImageSize(height, width), new TransformRandom(7, Draws));
        masks.shape.Should().Equal(Draws, 1, height, width);
        masks.Floats().Should().OnlyContain(value => value == 0 || value == 1);
        using var shares = masks.mean([1, 2, 3]);
        shares.Floats().Should().OnlyContain(share => share >= from - 1e-6 && share <= to + 1e-6);
        if (from < to)
        {
            // Both halves of the range are used.
            var middle = (from + to) / 2;
            shares.Floats().Count(share => share < middle).Should().BeInRange(Draws / 5, Draws * 4 / 5 + 100);
        }
    }

    [Theory]
    [InlineData("centre")]
    [InlineData("box")]
    [InlineData("free")]
    [InlineData("dense")]
    public void A_mask_is_a_function_of_the_seed_and_the_place(string kind)
    {
        var size = new ImageSize(16, 12);
        using var few = Make(kind).Draw(size, new TransformRandom(3, 2));
        using var many = Make(kind).Draw(size, new TransformRandom(3, 5));
        many.Floats()[..(2 * 16 * 12)].Should().Equal(few.Floats());
        using var others = Make(kind).Draw(size, new TransformRandom(4, 5));
        others.Floats().SequenceEqual(many.Floats()).Should().Be(kind == "centre");
    }

    [Theory]
    [InlineData("box")]
    [InlineData("free")]
    public void Every_pixel_is_in_a_hole_now_and_then_and_left_and_right_are_alike(string kind)
    {
        using var masks = Make(kind).Draw(12, new TransformRandom(5, Draws));
        using var shares = masks.mean([0, 1]);
        using var halves = shares.mean([0]);
        shares.Floats().Should().OnlyContain(share => share > 0 && share < 1);
        var columns = halves.Floats();
        columns[..6].Sum().Should().BeApproximately(columns[6..].Sum(), 0.3f);
    }

    [Fact]
    public void The_smallest_picture_has_a_mask()
    {
        foreach (var kind in new[] { "centre", "box", "free", "dense" })
        {
            using var mask = Make(kind).Draw(1, new TransformRandom(1, 3));
            mask.Floats().Should().Equal(1, 1, 1);
            using var none = Make(kind).Draw(4, new TransformRandom(1, 0));
            none.shape.Should().Equal(0, 1, 4, 4);
            FluentActions
                .Invoking(() => Make(kind).Draw(default, new TransformRandom(1, 1)))
                .Should()
                .Throw<ArgumentException>();
        }
    }

    [Fact]
    public void Settings_out_of_range_are_told()
    {
        Problems(new CentreMask(0)).Should().Equal("Fraction must be in (0, 1], but was 0.");
        Problems(new BoxMask(0.5, 0.4)).Should().Equal("Max must be at least 0.5, but was 0.4.");
        Problems(new BoxMask(0, 2))
            .Should()
            .Equal("Min must be in (0, 1], but was 0.", "Max must be at most 1, but was 2.");
        Problems(new FreeFormMask { Area = (0.5, 0.95), MaxPieces = 0 })
            .Should()
            .Equal(
                "Area must rise and lie from 0.01 to 0.9, but was 0.5 to 0.95.",
                "MaxPieces must be at least 1, but was 0."
            );
        FluentActions
            .Invoking(() => new FreeFormMask { BrushWidth = (0, 1) }.Draw(8, new TransformRandom(1, 1)))
            .Should()
            .Throw<GanConfigurationException>();
        FluentActions
            .Invoking(() => new BoxMask(-1).Draw(8, new TransformRandom(1, 1)))
            .Should()
            .Throw<GanConfigurationException>();
    }

    private static IEnumerable<string> Problems(IMaskDrawer drawer) => drawer.Problems().Select(p => p.What);

    private static IMaskDrawer Make(string kind) =>
        kind switch
        {
            "centre" => new CentreMask(),
            "box" => new BoxMask(),
            "free" => new FreeFormMask(),
            _ => new FreeFormMask { Area = (0.7, 0.9), BrushWidth = (0.01, 0.05) },
        };
}
