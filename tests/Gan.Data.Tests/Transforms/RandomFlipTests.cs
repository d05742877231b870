using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class RandomFlipTests
{
    [Theory]
    [InlineData(1, 0, new float[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(0, 1, new float[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(1, 1, new float[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(0, 0, new float[] { 1, 2, 3, 4, 5, 6 })]
    public void Left_and_right_or_top_and_bottom_are_exchanged(double horizontal, double vertical, float[] expected)
    {
        using var scope = NewDisposeScope();
        var image = torch.tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(1, 1, 2, 3);
        new RandomFlip(horizontal, vertical).Apply(image, new TransformRandom(1, 1)).Floats().Should().Equal(expected);
    }

    [Fact]
    public void Images_are_flipped_one_by_one_with_the_probability()
    {
        using var scope = NewDisposeScope();
        var images = torch.tensor(new float[] { 0, 1 }).reshape(1, 1, 1, 2).expand(1000, 1, 1, 2);
        var firsts = new RandomFlip(0.3).Apply(images, new TransformRandom(2, 1000)).select(3, 0).Floats();
        // 300 expected with a standard deviation of 14.5: five of them.
        firsts.Sum().Should().BeInRange(228, 372);
    }

    [Fact]
    public void A_probability_above_one_is_refused() =>
        new RandomFlip(1.5).Problems().Should().Equal("horizontal must be at most 1, but was 1.5.");
}
