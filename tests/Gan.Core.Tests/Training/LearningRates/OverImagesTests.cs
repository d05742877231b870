namespace Gan.Tests.Training.LearningRates;

public sealed class OverImagesTests
{
    private static readonly OverImages Falling = new(1000, new HalfCosine(1, 0.25));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 100)]
    [InlineData(7, 250)]
    public void Equal_images_give_equal_factors_whatever_the_batch_and_the_length(long batch, long steps)
    {
        var step = 1 + 500 / batch;
        Falling.At(new(step, steps, batch)).Should().Be(Falling.Factor(1 + (step - 1) * batch, 1));
        Falling.At(new(51, steps, 10)).Should().BeApproximately(0.625, 1e-12, "half of the images are seen");
    }

    [Fact]
    public void After_its_images_it_stays()
    {
        Falling.At(new(11, 99, 100)).Should().BeApproximately(0.25, 1e-12);
        Falling.At(new(99, 99, 100)).Should().BeApproximately(0.25, 1e-12);
    }

    [Fact]
    public void What_it_holds_counts_images_too()
    {
        var drops = new OverImages(1000, new StepDecay(200, 0.5));
        drops.At(new(2, 9, 199)).Should().Be(1);
        drops.At(new(2, 9, 200)).Should().Be(0.5);
        new WarmUp(4, drops).At(new(2, 9, 200)).Should().Be(0.25);
    }

    [Fact]
    public void A_setting_out_of_range_names_bound_and_value_with_those_of_what_it_holds() =>
        new AdamOptions { Schedule = new OverImages(0, new CosineDecay(2)) }
            .Problems()
            .Should()
            .Equal(
                "OverImages.Images must be at least 1, but was 0.",
                "CosineDecay.Final must be in [0, 1], but was 2."
            );

    [Fact]
    public void It_holds_a_schedule() =>
        new Action(() => _ = new OverImages(1, null!)).Should().Throw<ArgumentNullException>();
}
