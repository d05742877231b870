using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Images;

public class PointPlotTests
{
    [Fact]
    public void A_point_is_drawn_where_its_coordinates_say()
    {
        using var _ = NewDisposeScope();
        var real = tensor(new[] { -1f, 0f, 0f, -1f }).reshape(2, 2); // the picture spans -1.25 to 1.25
        var png = Save(PointPlot.Draw(tensor(new[] { 1f, 0.5f }).reshape(1, 2), real, size: 100));
        png.At(88, 29).Should().Equal(20, 60, 200); // (1 + 1 / 1.25) / 2 * 98 and (1 - 0.5 / 1.25) / 2 * 98
        png.At(9, 49).Should().Equal(190, 190, 190);
        png.At(49, 88).Should().Equal(190, 190, 190);
        png.At(0, 0).Should().Equal(255, 255, 255);
    }

    [Fact]
    public void Points_outside_and_points_that_are_no_numbers_are_left_out()
    {
        using var _ = NewDisposeScope();
        var points = tensor(new[] { 9f, 0f, float.NaN, 0f, float.PositiveInfinity, float.NegativeInfinity })
            .reshape(3, 2);
        var png = Save(PointPlot.Draw(points, ones(1, 2), size: 50));
        png.Pixels.Chunk(3).Should().NotContain(pixel => pixel[0] == 20);
    }

    [Fact]
    public void Other_shapes_are_an_error_that_names_the_shape()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => PointPlot.Draw(ones(4, 3), ones(1, 2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Points of the plane have shape [N, 2], but were given as [4, 3].*");
    }

    private static Png Save(PngImage picture)
    {
        var stream = new MemoryStream();
        picture.Save(stream);
        return Png.Read(stream.ToArray());
    }
}
