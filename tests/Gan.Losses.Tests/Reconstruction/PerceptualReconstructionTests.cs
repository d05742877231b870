namespace Gan.Losses.Tests.Reconstruction;

public sealed class PerceptualReconstructionTests
{
    private static readonly double[] Made = [0.5, -1];
    private static readonly double[] Wanted = [1, 1];

    /// <summary>Two maps: x² and 3x.</summary>
    private sealed class SquareAndTriple : IPerceptualFeatures
    {
        public string Name => "square and triple";

        public IReadOnlyList<Tensor> Maps(Tensor images) => [images.square(), 3 * images];
    }

    [Theory]
    // x²: differences −0.75 and 0; 3x: −1.5 and −6.
    [InlineData(false, ((0.5625 / 2) + ((2.25 + 36) / 2)) / 2)]
    [InlineData(true, ((0.75 / 2) + ((1.5 + 6) / 2)) / 2)]
    public void It_is_the_mean_over_maps_of_the_mean_difference(bool absolute, double expected)
    {
        using var _ = NewDisposeScope();
        var term = new PerceptualReconstruction(new SquareAndTriple(), Weight: 4, absolute);
        term.Distance(Tensors.Make(Made), Tensors.Make(Wanted)).Value().Should().BeApproximately(4 * expected, 1e-12);
        term.Distance(Tensors.Make(Wanted), Tensors.Make(Wanted)).Value().Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_gradient_is_that_of_differences_and_leads_to_what_was_made_alone(bool absolute)
    {
        using var _ = NewDisposeScope();
        double[] at = [0.6, -0.7];
        var term = new PerceptualReconstruction(new SquareAndTriple(), Weight: 2, absolute);
        var made = Tensors.Leaf(at);
        var target = Tensors.Leaf(Wanted);
        term.Distance(made, target).backward();
        var expected = Differences.Of(at, x => term.Distance(Tensors.Make(x), Tensors.Make(Wanted)).Value());
        made.grad!.Values().Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-8);
        (target.grad is null).Should().BeTrue("the target is what it is");
    }

    [Fact]
    public void Checkpoints_compare_the_features_by_name()
    {
        var term = new PerceptualReconstruction(new SquareAndTriple(), Weight: 0.5);
        term.Describe()
            .Should()
            .Be("PerceptualReconstruction { Features = square and triple, Weight = 0.5, Absolute = False }");
        (term with { Weight = -2 }).Problems().Single().What.Should().Be("Weight must be at least 0, but was -2.");
    }
}
