namespace Gan.Data.Tests;

public sealed class ColumnOptionsTests
{
    [Fact]
    public void Statements_that_cannot_be_are_refused_together()
    {
        var options = new TableOptions
        {
            Columns =
            {
                ["a"] = ColumnOptions.Number(2, 2),
                ["b"] = ColumnOptions.Number(0, double.PositiveInfinity),
                ["c"] = ColumnOptions.OneOf("x", "x"),
                ["d"] = new ColumnOptions(ColumnKind.Categorical) { Range = new NumberRange(0, 1) },
                ["e"] = ColumnOptions.Number(0, 1) with { Scaling = NumericScaling.Standard },
                ["f"] = ColumnOptions.OneOf("x") with { Kind = ColumnKind.Label },
                ["g"] = ColumnOptions.OneOf(),
            },
        };
        options.Problems().Should().HaveCount(7);
    }

    [Fact]
    public void A_kind_alone_is_the_options_of_a_column_of_which_nothing_else_is_stated()
    {
        ColumnOptions options = ColumnKind.Ignored;
        options.Should().Be(new ColumnOptions(ColumnKind.Ignored));
        (options.Range, options.Categories).Should().Be((null, null));
    }
}
