using System.Globalization;
using System.Xml.Linq;

namespace Gan.Metrics.Tests.Texts;

public sealed class SweepPictureTests
{
    private static readonly SweepCurve First = new("a & b", [new(0.5, 1, 0.9), new(1, 3, 0.2), new(2, double.NaN, 0)]);
    private static readonly SweepCurve Second = new("c", [new(1, 2, 0.5)]);

    private static XElement Picture() => XElement.Parse(SweepPicture.Svg([First, Second], "quality", "likeness"));

    private static IReadOnlyList<XElement> All(XElement picture, string name) =>
        [.. picture.Descendants().Where(each => each.Name.LocalName == name)];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void A_point_is_lower_the_better_and_further_left_the_more_varied()
    {
        var points = All(Picture(), "circle");
        points.Should().HaveCount(3, "the one that is no number is left out");
        var (best, worst, middle) = (points[0], points[1], points[2]);
        Number(best, "cy").Should().BeGreaterThan(Number(middle, "cy"));
        Number(middle, "cy").Should().BeGreaterThan(Number(worst, "cy"));
        Number(worst, "cx").Should().BeLessThan(Number(middle, "cx"));
        Number(middle, "cx").Should().BeLessThan(Number(best, "cx"));
    }

    [Fact]
    public void Curves_and_axes_have_their_names()
    {
        var texts = All(Picture(), "text").Select(text => text.Value);
        texts.Should().Contain(["a & b", "c", "quality", "likeness"]);
    }

    [Fact]
    public void Without_points_there_is_no_picture()
    {
        var none = () => SweepPicture.Svg([new SweepCurve("a", [])], "quality", "likeness");
        none.Should().Throw<ArgumentException>().WithMessage("There is no point to draw.*");
    }
}
