using Gan.Metrics.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class MultiScaleSsimTests
{
    public static TheoryData<int> Images => new(Enumerable.Range(0, NumPy.Images.Count));

    [Theory, MemberData(nameof(Images))]
    public void SciPy_finds_the_same_similarity(int index)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Images[index];
        var (first, second) = NumPy.Pair(known.Shape);
        var found = MultiScaleSsim.Compute(first, second).data<double>().ToArray();
        found.Should().HaveSameCount(known.Similarity);
        foreach (var (value, witness) in found.Zip(known.Similarity))
        {
            value.ShouldAgree(witness);
        }
    }

    [Theory]
    [InlineData(11, 1)]
    [InlineData(21, 1)]
    [InlineData(28, 2)]
    [InlineData(64, 3)]
    [InlineData(176, 5)]
    [InlineData(1024, 5)]
    public void Small_images_have_fewer_scales(int side, int scales) =>
        MultiScaleSsim.Scales(side, 2 * side).Should().Be(scales);

    [Fact]
    public void Copies_of_one_picture_are_no_diversity_and_noise_is_much()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(3);
        var noise = rand([12, 1, 28, 28], generator: random) * 2 - 1;
        MultiScaleSsim
            .Diversity(noise[0].unsqueeze(0).expand(12, 1, 28, 28), pairs: 20)
            .Should()
            .BeApproximately(1, 1e-9);
        MultiScaleSsim.Diversity(noise, pairs: 20).Should().BeLessThan(0.2);
    }

    [Fact]
    public void A_pair_is_never_a_picture_and_itself()
    {
        using var _ = NewDisposeScope();
        var (first, second) = NumPy.Pair([1, 1, 28, 28]);
        MultiScaleSsim
            .Diversity(cat([first, second]), pairs: 30, seed: 8)
            .ShouldAgree(MultiScaleSsim.Compute(first, second)[0].ToDouble(), 1e-12);
    }

    [Fact]
    public void Images_under_the_window_and_unlike_shapes_are_named()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => MultiScaleSsim.Compute(zeros(1, 1, 28, 10), zeros(1, 1, 28, 10)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("width must be at least 11, but was 10.*");
        FluentActions
            .Invoking(() => MultiScaleSsim.Compute(zeros(2, 1, 28, 28), zeros(1, 1, 28, 28)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*but have shapes [2, 1, 28, 28] and [1, 1, 28, 28].*");
        FluentActions
            .Invoking(() => MultiScaleSsim.Diversity(zeros(1, 1, 28, 28)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("images must be at least 2 of shape [N, C, H, W], but have shape [1, 1, 28, 28].*");
    }
}
