namespace Gan.Tests;

public class NetworkSpecTests
{
    [Fact]
    public void A_spec_tells_images_from_vectors_and_counts_values()
    {
        var image = new NetworkSpec([3, 8, 4], 10);
        (image.IsImage, image.Size, image.ShapeText).Should().Be((true, 96, "[3, 8, 4]"));
        new NetworkSpec([2], 10).IsImage.Should().BeFalse();
    }
}
