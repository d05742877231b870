namespace Gan.Data.Tests.Tables;

public sealed class CsvRowsTests : TableTest
{
    [Theory]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\r\n1|x\r\n2|y\r\n")]
    [InlineData("\uFEFFa,b\n1,x\n\n2,y")]
    [InlineData("\"a\",\"b\"\n\"1\", x \n 2 ,\"y\"\n")]
    public void Separators_line_ends_marks_and_quotes_of_all_kinds_are_understood(string text)
    {
        var table = CsvTable.Load(Write(text));
        table.Encoding.Columns.Select(column => column.Name).Should().Equal("a", "b");
        Samples(table).Should().Equal(-1, 1, -1, 1, -1, 1);
    }

    [Fact]
    public void Quoted_cells_hold_separators_quotes_and_line_breaks()
    {
        var table = CsvTable.Load(Write("x,w\n1,\"a,b\"\n2,\"say \"\"so\"\"\"\n3,\"two\nlines\"\n"));
        table
            .Encoding.Columns[1]
            .Should()
            .BeOfType<CategoricalColumn>()
            .Which.Categories.Should()
            .Equal("a,b", "say \"so\"", "two\nlines");
    }

    [Fact]
    public void A_table_without_header_has_numbered_columns()
    {
        var table = CsvTable.Load(
            Write("1,x\n2,y\n"),
            new TableOptions { HasHeader = false, Columns = { ["column 2"] = ColumnKind.Label } }
        );
        table.Encoding.Classes.Should().Equal("x", "y");
        Samples(table).Should().Equal(-1, 1);
    }

    [Theory]
    [InlineData("", "expected at least one row, but found an empty file. *")]
    [InlineData("x,y\n", "expected at least one row, but found none but the header. *")]
    [InlineData("x,y\n1,2\n3\n", "expected 2 cells in row 2 (line 3), but found 1. *")]
    [InlineData("x,y\n1,2,3\n", "expected 2 cells in row 1 (line 2), but found 3. *")]
    [InlineData("x,x\n1,2\n", "expected columns with different names, but found 'x' twice. *")]
    [InlineData("x,y\n1,NA\n", "expected a value in column 'y', row 1 (line 2), but found 'NA'. *")]
    [InlineData("x,y\n1,\"open\n", "expected rows of cells, quoted where they hold separators, but found *")]
    [InlineData("x\n-1e308\n1e308\n", "expected numbers in column 'x' whose differences a double holds, but found *")]
    public void What_is_no_table_is_refused(string text, string message) => Refuse(text, null, message);
}
