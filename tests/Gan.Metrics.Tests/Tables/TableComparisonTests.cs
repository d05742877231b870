namespace Gan.Metrics.Tests.Tables;

public sealed class TableComparisonTests
{
    [Fact]
    public void Rows_that_are_none_are_refused()
    {
        var empty = () => TableComparison.Of(ComparedTables.Encoding, ComparedTables.Rows("real"), []);
        empty.Should().Throw<ArgumentException>().WithMessage("*at least one row*").WithParameterName("synthetic");
        string[][] word =
        [
            ["one", "2", "a"],
        ];
        var text = () => TableComparison.Of(ComparedTables.Encoding, word, ComparedTables.Rows("real"));
        text.Should().Throw<ArgumentException>().WithMessage("'one' in column 'x', row 0, is no number.*");
        string[][] shorter =
        [
            ["1", "2"],
        ];
        var cells = () => TableComparison.Of(ComparedTables.Encoding, ComparedTables.Rows("real"), shorter);
        cells.Should().Throw<ArgumentException>().WithMessage("*have 3 cells, but row 0 has 2*");
    }
}
