using System.Globalization;

namespace Gan.Tests.Shared.Text;

public sealed class DefaultInterpolatedStringHandlerTests
{
    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void An_interpolated_string_is_the_same_under_every_culture(string culture) =>
        Cultures
            .Under(culture, Texts)
            .Should()
            .Equal(
                "-1.5 1E-07 -Infinity NaN 0.25",
                "Number { Value = -0.5, Inner = Number { Value = 2.5, Inner =  } }",
                "(-1.5, 2)",
                "-1 Monday",
                "1970-03-21 03/21/1970 04:05:06",
                "1,234,567.50|   -1.5|-1.50  ",
                "text and True"
            );

    [Fact]
    public void The_culture_is_what_it_was_afterwards_also_when_a_text_fails()
    {
        var before = CultureInfo.CurrentCulture;
        var failing = () => InvariantText.Of<object?, string>(null, _ => throw new InvalidOperationException());
        failing.Should().Throw<InvalidOperationException>();
        CultureInfo.CurrentCulture.Should().BeSameAs(before);
        InvariantText.Join(", ", new[] { 0.5, -1 }).Should().Be("0.5, -1");
    }

    private static string[] Texts()
    {
        var date = new DateTime(1970, 3, 21, 4, 5, 6, DateTimeKind.Utc);
        float? some = 0.25f;
        return
        [
            $"{-1.5} {1e-7} {double.NegativeInfinity} {float.NaN} {some}",
            $"{new Number(-0.5, new(2.5, null))}",
            $"{(-1.5, 2)}",
            $"{(DayOfWeek)(-1)} {DayOfWeek.Monday}",
            $"{date:yyyy-MM-dd} {date}",
            $"{1234567.5:N2}|{-1.5, 7}|{-1.5, -7:F2}",
            $"{"text"} and {true}",
        ];
    }

    private sealed record Number(double Value, Number? Inner);
}
