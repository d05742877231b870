using TorchSharp;

namespace Gan.Data.Tests.Images;

public class ResizeRuleTests
{
    public static IEnumerable<object[]> Cases => PillowCase.Rows(resized: true);

    [VipsTheory, MemberData(nameof(Cases))]
    public void Every_rule_and_filter_gives_Pillows_pixels_within_the_tolerance(int index, string what)
    {
        what.Should().NotBeEmpty();
        PillowCase.All().ElementAt(index).Check();
    }

    [Theory]
    [InlineData(ResizeRule.CropCenter, 10, 10)]
    [InlineData(ResizeRule.FitPad, 255, 10)]
    [InlineData(ResizeRule.Stretch, 10, 10)]
    public void Only_fitting_leaves_a_rim(ResizeRule rule, byte corner, byte middle)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.bmp", Bmp.Of(10, 20, 30, height: 4, width: 12));
        using var image = ImageFolder.ReadFile(file, new ImageFolderOptions { Size = 12, Resize = rule });
        var pixels = image.Bytes();
        (pixels[0], pixels[5 * 12 + 5]).Should().Be((corner, middle));
    }

    [Theory]
    [InlineData(1, 3000)]
    [InlineData(3000, 1)]
    public void Extreme_shapes_come_to_any_size(int height, int width)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.bmp", Bmp.Of(7, 7, 7, height, width));
        foreach (var rule in Enum.GetValues<ResizeRule>())
        {
            using var image = ImageFolder.ReadFile(
                file,
                new ImageFolderOptions
                {
                    Size = new ImageSize(9, 5),
                    Channels = 1,
                    Resize = rule,
                    Background = new ImageColor(7, 7, 7),
                }
            );
            image.Bytes().Should().OnlyContain(b => b == 7);
        }
    }

    [Fact]
    public void A_strip_of_pixels_is_stretched_without_sums_for_all_of_it()
    {
        // A million pixels of which each quarter has one colour; sums of its width for each of 1,024 rows would take 12
        // GB.
        const int Width = 1_000_000;
        var file = Bmp.Of(0, 0, 0, height: 1, width: Width);
        for (var x = 0; x < Width; x++)
        {
            file.AsSpan(54 + (3 * x), 3).Fill((byte)(50 * (x / (Width / 4))));
        }

        using var folder = new TemporaryFolder();
        var options = new ImageFolderOptions
        {
            Size = new ImageSize(1024, 4),
            Resize = ResizeRule.Stretch,
            Resampling = Resampling.Box,
        };
        using var image = ImageFolder.ReadFile(folder.Write("strip.bmp", file), options);
        image
            .Bytes()
            .Chunk(4)
            .Should()
            .HaveCount(3 * 1024)
            .And.OnlyContain(row => row.SequenceEqual(new byte[] { 0, 50, 100, 150 }));
    }

    [Fact]
    public void A_side_over_a_million_pixels_is_refused()
    {
        var request = new DecodeRequest(64, ResizeRule.CropCenter, 100_000_000);
        request.Invoking(r => r.CheckPixels(1_000_000, 1)).Should().NotThrow();
        request
            .Invoking(r => r.CheckPixels(1, 1_000_001))
            .Should()
            .Throw<ImageFaultException>()
            .WithMessage("its header claims 1000001 x 1 pixels, but at most 1000000 are allowed along a side")
            .Which.Fault.Should()
            .Be(ImageFault.TooLarge);
    }

    [Fact]
    public void A_decoder_may_shrink_only_while_twice_the_pixels_remain()
    {
        var request = new DecodeRequest(64, ResizeRule.CropCenter, 1);
        new[] { 64, 255, 256, 511, 512, 1023, 1024, 9000 }
            .Select(side => request.Shrink(side, 2 * side))
            .Should()
            .Equal(1, 1, 2, 2, 4, 4, 8, 8);
    }
}
