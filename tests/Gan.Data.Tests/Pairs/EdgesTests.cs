using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class EdgesTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void It_is_Sobels_operator_as_NumPy_computes_it(double threshold)
    {
        using var target = PairFixture.Target();
        using var input = new Edges(threshold).Derive(target, PairFixture.Random());
        using var expected = PairFixture.Read($"edges_{100 * threshold:0}");
        input.shape.Should().Equal(1, 1, PairFixture.Height, PairFixture.Width);
        input.Floats().Should().Equal(expected.Floats()).And.Contain([-1f, 1f]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_step_of_a_height_is_an_edge_of_that_magnitude_on_both_its_sides(int left, int right)
    {
        // A step of 0.5 in grey values has the magnitude 0.5.
        using var target = tensor(new float[] { left, left, left, right, right }).expand(1, 1, 4, 5);
        using var below = new Edges(0.499).Derive(target, PairFixture.Random());
        using var above = new Edges(0.501).Derive(target, PairFixture.Random());
        float[] row = [-1, -1, 1, 1, -1];
        below.Floats().Should().Equal([.. row, .. row, .. row, .. row]);
        above.Floats().Should().OnlyContain(value => value == -1);
    }

    [Fact]
    public void The_rim_of_a_plain_picture_is_no_edge()
    {
        using var target = full([1, 3, 4, 4], 0.7f);
        using var input = new Edges(0.001).Derive(target, PairFixture.Random());
        input.Floats().Should().OnlyContain(value => value == -1);
    }

    [Fact]
    public void Other_channels_and_thresholds_are_refused()
    {
        using var four = ImageDataset.FromBytes(new byte[64], 4, 4, 4);
        FluentActions
            .Invoking(() => four.WithInput(new Edges()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Edges reads grey or red, green and blue, but the samples have shape [4, 4, 4].*");
        new Edges(0)
            .Problems()
            .Should()
            .ContainSingle()
            .Which.What.Should()
            .Be("Threshold must be in (0, 1], but was 0.");
        new Edges(double.NaN).Problems().Should().ContainSingle();
    }
}
