namespace Gan.Data.Tests.Tables;

public sealed class NumberFormatTests : TableTest
{
    private static readonly string Nineteen = string.Concat(Enumerable.Range(0, 19).Select(i => $"{i}\t{i}\n"));

    [Theory]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1e999")]
    [InlineData("1,234")]
    [InlineData("1.234,5")]
    [InlineData("1 234")]
    [InlineData("12'345.6")]
    [InlineData("−5")]
    [InlineData("١٢٣")]
    [InlineData("#NV")]
    [InlineData("$5")]
    [InlineData("12%")]
    [InlineData("5 kg")]
    public void One_cell_in_twenty_that_is_no_number_is_named(string cell) =>
        Refuse(
            $"x\ty\n{Nineteen}{cell}\t1\n",
            new TableOptions { DecimalSeparator = '.' },
            $"expected a number as in * of 20 cells in column 'x', row 20 (line 21), but found '{cell}'. *"
        );

    [Theory]
    [InlineData("#N/A")]
    [InlineData("#NA")]
    [InlineData("<NA>")]
    [InlineData("n/a")]
    [InlineData("-nan")]
    [InlineData("-1.#IND")]
    [InlineData("1.#QNAN")]
    public void What_pandas_takes_for_missing_is_missing(string cell)
    {
        var table = CsvTable.Load(
            Write($"x\ty\n{Nineteen}{cell}\t1\n"),
            new TableOptions { Missing = MissingValues.DropRow }
        );
        (table.Count, table.DroppedRows).Should().Be((19, 1));
    }

    [Theory]
    [InlineData(
        "x\n1\n2\n3\nother\n",
        "'x' is read as 4 categories, though 3 of its 4 cells *'other' in *row 4 (line 5)"
    )]
    [InlineData("x\n5%\n10%\n", "'x' is read as 2 categories, though 2 of its 2 cells *'5%' in *row 1 (line 2)")]
    [InlineData("x\n€1\n2 €\n", "'x' is read as 2 categories, though 2 of its 2 cells *'€1' in *row 1 (line 2)")]
    public void Categories_that_look_like_numbers_are_noted(string text, string note) =>
        CsvTable.Load(Write(text)).Notes.Should().ContainSingle().Which.Should().Match($"Column {note}*");

    [Fact]
    public void Words_dates_and_stated_categories_are_not_noted()
    {
        var text = "w\td\tc\na\t2024-01-05\t1\nb\t05.01.2024\t2\nc\t10:30\tx\n";
        var table = CsvTable.Load(Write(text), new TableOptions { Columns = { ["c"] = ColumnKind.Categorical } });
        table.Encoding.Columns.Should().AllBeOfType<CategoricalColumn>();
        table.Notes.Should().BeEmpty();
    }

    [Fact]
    public void Too_many_categories_name_the_first_cell_that_is_no_number()
    {
        var words = string.Concat(Enumerable.Range(0, 300).Select(i => i % 5 == 3 ? $"n{i}\n" : $"{i}\n"));
        Refuse(
            $"x\n{words}",
            null,
            "expected at most 256 categories in column 'x', but found 300, with 240 numbers among 300 cells, 'n3' in "
                + "column 'x', row 4 (line 5) being the first that is none. *"
        );
    }
}
