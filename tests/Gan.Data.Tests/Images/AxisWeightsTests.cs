namespace Gan.Data.Tests.Images;

/// <summary>Weights seen through images of one row: each source pixel's, and what they sum to.</summary>
public class AxisWeightsTests
{
    [Theory]
    [InlineData(Resampling.Box)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Bicubic)]
    [InlineData(Resampling.Lanczos)]
    public void They_sum_to_one_at_every_size_and_place(Resampling filter)
    {
        foreach (var width in new[] { 1, 2, 5, 16, 33, 100 })
        {
            Row(Enumerable.Repeat((byte)200, 16), width, filter).Should().OnlyContain(value => value == 200);
        }
    }

    [Theory]
    [InlineData(Resampling.Box)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Bicubic)]
    [InlineData(Resampling.Lanczos)]
    public void A_size_of_its_own_leaves_every_pixel_as_it_is(Resampling filter)
    {
        byte[] pixels = [0, 255, 3, 200, 100];
        Row(pixels, 5, filter).Should().Equal(pixels);
    }

    [Fact]
    public void A_box_takes_the_mean_of_what_it_covers() =>
        Row([10, 20, 30, 50, 100, 200], 2, Resampling.Box).Should().Equal(20, 117);

    [Fact]
    public void A_triangle_of_half_the_size_weighs_one_three_three_one()
    {
        // Support 2 about the middle between two pixels: 1 - |x| / 2 at 0.5 and 1.5, so 3 and 1 of eight.
        Row([0, 0, 0, 80, 0, 0, 0, 0], 4, Resampling.Bilinear).Should().Equal(0, 30, 10, 0);
        // At the border two pixels are outside, and the others, 3 + 3 + 1, are all.
        Row([70, 0, 0, 0, 0, 0, 0, 0], 4, Resampling.Bilinear).Should().Equal(30, 0, 0, 0);
    }

    [Fact]
    public void A_triangle_of_twice_the_size_lies_between_neighbours() =>
        Row([0, 100], 4, Resampling.Bilinear).Should().Equal(0, 25, 75, 100);

    [Fact]
    public void Keys_cubic_of_twice_the_size_overshoots_as_its_formula_says()
    {
        // a = -1/2 at 0.25 and 0.75 from the middle, of a step from 100 to 200 in the middle of eight.
        const double Near = (1.5 * 0.25 - 2.5) * 0.25 * 0.25 + 1;
        const double Far = (1.5 * 0.75 - 2.5) * 0.75 * 0.75 + 1;
        const double Beyond = (((1.25 - 5) * 1.25 + 8) * 1.25 - 4) * -0.5;
        const double Outside = (((1.75 - 5) * 1.75 + 8) * 1.75 - 4) * -0.5;
        (Near + Far + Beyond + Outside).Should().BeApproximately(1, 1e-12);
        var rightOfStep = 200 - 100 * (Far + Outside);
        var behindIt = 200 - 100 * Beyond;
        var row = Row([100, 100, 100, 100, 200, 200, 200, 200], 16, Resampling.Bicubic);
        row[8].Should().Be((byte)Math.Round(rightOfStep));
        row[9].Should().Be((byte)Math.Round(behindIt));
    }

    private static byte[] Row(IEnumerable<byte> pixels, int width, Resampling filter)
    {
        byte[] source = [.. pixels];
        var decoder = new OwnDecoder(1, source.Length, PixelLayout.Grey, 8, source);
        return OwnDecoder.Read(decoder, new ImageSize(1, width), 1, filter);
    }
}
