namespace Gan.Losses.Tests.Reconstruction;

public sealed class L2ReconstructionTests
{
    private static readonly double[] Made = [0.5, -0.25, 0.75, 0];
    private static readonly double[] Wanted = [0.25, 0.25, 0.5, -1];

    [Theory]
    [InlineData(1, 0.34375)]
    [InlineData(16, 5.5)]
    [InlineData(0, 0)]
    public void It_is_the_weighted_mean_of_squared_differences(double weight, double expected)
    {
        using var _ = NewDisposeScope();
        var term = new L2Reconstruction(weight);
        term.Distance(Tensors.Make(Made), Tensors.Make(Wanted)).Value().Should().BeApproximately(expected, 1e-12);
        term.Distance(Tensors.Make(Wanted), Tensors.Make(Wanted)).Value().Should().Be(0);
    }

    [Fact]
    public void Its_gradient_is_that_of_differences()
    {
        using var _ = NewDisposeScope();
        var term = new L2Reconstruction(3);
        var made = Tensors.Leaf(Made);
        term.Distance(made, Tensors.Make(Wanted)).backward();
        var expected = Differences.Of(Made, at => term.Distance(Tensors.Make(at), Tensors.Make(Wanted)).Value());
        made.grad!.Values().Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-8);
    }

    [Fact]
    public void Its_weight_is_checked_and_named()
    {
        new L2Reconstruction(-1).Problems().Single().What.Should().Be("Weight must be at least 0, but was -1.");
        new L2Reconstruction().Problems().Should().BeEmpty();
        new L2Reconstruction(0.5).Describe().Should().Be("L2Reconstruction { Weight = 0.5 }");
        new L2Reconstruction().Name.Should().Be("l2");
    }
}
