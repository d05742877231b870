namespace Gan.Tests.Shared;

/// <summary>One sentence for every kind of bound.</summary>
public sealed class BoundsTests
{
    private static readonly double? Absent = null;

    [Flags]
    private enum Sides
    {
        Left = 1,
        Right = 2,
    }

    [Fact]
    public void What_fits_is_no_problem()
    {
        Problem?[] found =
        [
            Bounds.AtLeast(1, 1),
            Bounds.AtLeast(1.5, Absent),
            Bounds.Above(0, 1e-300),
            Bounds.Above(1.5, Absent),
            Bounds.AtMost(3, 3),
            Bounds.Within(1, 3, 3),
            Bounds.Within(1, 3, 1),
            Bounds.In("[0, 1)", 0),
            Bounds.In("(0, 1]", 1),
            Bounds.Finite(-1e308),
            Bounds.Finite("text"),
            Bounds.Named(Sides.Right),
            Bounds.Flags(Sides.Left | Sides.Right, Sides.Right),
            Bounds.Must(true, "be odd", 3),
        ];
        found.Should().OnlyContain(problem => problem == null);
        Bounds.All(found).Should().BeEmpty();
    }

    [Fact]
    public void What_does_not_fit_is_named_with_the_bound_and_the_value()
    {
        var size = 0;
        var rate = -0.5;
        var sides = (Sides)4;
        string[] texts =
        [
            .. Bounds
                .All(
                    Bounds.AtLeast(1, size),
                    Bounds.AtLeast(0.25, rate),
                    Bounds.AtLeast(0, double.PositiveInfinity, nameof(rate)),
                    Bounds.AtLeast(0, (double?)-1, nameof(rate)),
                    Bounds.Above(0, size),
                    Bounds.Above(0, double.NaN, nameof(rate)),
                    Bounds.AtMost(-1, size),
                    Bounds.Within(1, 2, size),
                    Bounds.Within(1, 2, 3, nameof(size)),
                    Bounds.In("[0, 1)", 1, nameof(rate)),
                    Bounds.In("(0, 1]", 0, nameof(rate)),
                    Bounds.In("[0, 1]", double.NaN, nameof(rate)),
                    Bounds.Finite(double.NaN, nameof(rate)),
                    Bounds.Named(sides),
                    Bounds.Flags(Sides.Left | Sides.Right, sides),
                    Bounds.Must(false, "be odd", size)
                )
                .Select(problem => problem.ToString()),
        ];
        texts
            .Should()
            .Equal(
                "size must be at least 1, but was 0.",
                "rate must be at least 0.25, but was -0.5.",
                "rate must be finite, but was Infinity.",
                "rate must be at least 0, but was -1.",
                "size must be greater than 0, but was 0.",
                "rate must be greater than 0, but was NaN.",
                "size must be at most -1, but was 0.",
                "size must be at least 1, but was 0.",
                "size must be at most 2, but was 3.",
                "rate must be in [0, 1), but was 1.",
                "rate must be in (0, 1], but was 0.",
                "rate must be in [0, 1], but was NaN.",
                "rate must be finite, but was NaN.",
                "sides must be one of Left, Right, but was 4.",
                "sides must be one or more of Left, Right, but was 4.",
                "size must be odd, but was 0."
            );
    }

    [Fact]
    public void A_part_stands_before_its_setting_and_a_path_is_left_out()
    {
        var options = (Size: 0, Rate: 1.0);
        Bounds
            .Of("Decay", Bounds.AtLeast(1, options.Size), Bounds.In("[0, 1]", options.Rate))
            .Select(problem => problem.What)
            .Should()
            .Equal("Decay.Size must be at least 1, but was 0.");
    }
}
