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
