namespace Gan.Tests.Networks;

/// <summary>What is said of sides that a family cannot make.</summary>
public class ImageSidesTests
{
    [Theory]
    [InlineData(3, 40, "8x40")]
    [InlineData(40, 3, "40x8")]
    [InlineData(1, 1, "8x8")]
    public void The_nearest_sides_are_named(long height, long width, string nearest) =>
        new DcganOptions()
            .Problems([3, height, width])
            .Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Be(
                $"A DCGAN makes images with sides from 8 up, but these are {height}x{width}. The nearest that it "
                    + $"makes: {nearest}. Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp()."
            );

    [Theory]
    [InlineData(8, 8, 1)]
    [InlineData(31, 47, 7)]
    [InlineData(500, 333, 3)]
    public void All_other_sides_and_any_channels_go(long height, long width, long channels)
    {
        INetworkFamily[] families = [new DcganOptions(), new ResNetOptions(), new MlpOptions()];
        foreach (var family in families)
        {
            family.Problems([channels, height, width]).Should().BeEmpty();
        }
    }
}
