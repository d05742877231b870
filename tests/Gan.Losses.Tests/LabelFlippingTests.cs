namespace Gan.Losses.Tests;

public sealed class LabelFlippingTests
{
    private static readonly WassersteinLoss Inner = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.125, 1)] // half a sample counts as one
    [InlineData(0.5, 2)]
    public void A_share_of_the_samples_changes_places(double share, int flips)
    {
        double[] real = [1, 2, 3, 4];
        double[] fake = [10, 20, 30, 40];
        for (var i = 0; i < flips; i++)
        {
            (real[i], fake[i]) = (fake[i], real[i]);
        }
        new LabelFlipping(Inner, share)
            .Discriminator(Tensors.Make([1, 2, 3, 4]), Tensors.Make([10, 20, 30, 40]))
            .Value()
            .Should()
            .BeApproximately(fake.Average() - real.Average(), 1e-14);
    }

    [Fact]
    public void Batches_of_different_sizes_keep_their_sizes() =>
        new LabelFlipping(Inner, 0.5)
            .Discriminator(Tensors.Make([1, 2]), Tensors.Make([10, 20, 30]))
            .Value()
            .Should()
            .BeApproximately((1 + 20 + 30) / 3.0 - (10 + 2) / 2.0, 1e-14);

    [Fact]
    public void Gradients_reach_the_flipped_scores_with_the_other_sign()
    {
        var real = Tensors.Leaf([1, 2]);
        var fake = Tensors.Leaf([10, 20]);
        new LabelFlipping(Inner, 0.5).Discriminator(real, fake).backward();
        real.grad!.Values().Should().Equal(0.5, -0.5);
        fake.grad!.Values().Should().Equal(-0.5, 0.5);
    }

    [Fact]
    public void Columns_of_several_discriminators_are_flipped_together()
    {
        var real = Tensors.Leaf([1, 2, 3, 4], shape: [2, 2]);
        var fake = Tensors.Leaf([5, 6, 7, 8], shape: [2, 2]);
        new LabelFlipping(Inner, 0.5).Discriminator(real, fake).backward();
        real.grad!.Values().Should().Equal(0.25, 0.25, -0.25, -0.25);
    }

    [Fact]
    public void The_generator_is_told_the_truth()
    {
        var fake = Tensors.Make([1, 2, 4, 5]);
        new LabelFlipping(Inner, 0.5).Generator(fake, () => fake).Value().Should().Be(-3);
        new LabelFlipping(Inner).EstimatesWasserstein.Should().BeTrue();
    }

    [Fact]
    public void A_share_of_more_than_a_half_is_refused()
    {
        new LabelFlipping(Inner, Share: 0.6).Problems().Should().Equal("Share must be at most 0.5, but was 0.6.");
        var none = () => new LabelFlipping(null!);
        none.Should().Throw<ArgumentNullException>().WithParameterName("Inner");
    }
}
