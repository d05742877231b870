using Gan.Data.Tests.Images;

namespace Gan.Data.Tests.Tables;

public sealed class DecimalSearchTests : TableTest
{
    [Fact]
    public void A_comma_in_one_column_is_that_of_all()
    {
        var table = CsvTable.Load(Write("a;b;c\n1,000;0,5;x\n2,000;1;y\n3;2;x,y\n"));
        var first = (NumericColumn)table.Encoding.Columns[0];
        (first.Min, first.Max, first.Decimals).Should().Be((1, 3, 3), "b says that commas stand before fractions");
        table.Encoding.Columns[2].Should().BeOfType<CategoricalColumn>();
        table.Notes.Should().ContainSingle().Which.Should().Contain("'0,5' in column 'b', row 1 (line 2)");
    }

    [Fact]
    public void Points_that_may_stand_between_thousands_are_said()
    {
        const string Text = "a;b\n1.234;1\n2.345;2\n";
        var table = CsvTable.Load(Write(Text));
        ((NumericColumn)table.Encoding.Columns[0]).Max.Should().Be(2.345);
        table.Notes.Should().ContainSingle().Which.Should().Contain("'1.234' in column 'a', row 1 (line 2)");
        CsvTable.Load(Write(Text), new TableOptions { DecimalSeparator = '.' }).Notes.Should().BeEmpty();
        CsvTable.Load(Write(Text + "3.45;3\n")).Notes.Should().BeEmpty("3.45 leaves no doubt");
        CsvTable.Load(Write(Text.Replace(';', ','))).Notes.Should().BeEmpty("commas stand between cells");
    }

    [Fact]
    public void What_is_decided_goes_to_the_log()
    {
        var log = new RecordingLogger();
        var path = Write("a;b\n1,5;1\n2,5;2\n");
        CsvTable.Load(path, log: log);
        log.Warnings.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith($"{path}: Numbers are read with a decimal comma");
    }

    [Theory]
    [InlineData(
        "a;b\n1,000;1\n2,000;2\n",
        "a number that can be read in one way in column 'a', row 1 (line 2)",
        "1,000"
    )]
    [InlineData(
        "a;b\n1.5;1\n2.5;2,5\n",
        "decimal points, as '1.5' in column 'a', row 1 (line 2), in column 'b', row 2 (line 3)",
        "2,5"
    )]
    [InlineData(
        "a;b\n1.000;1,5\n2.000;2,5\n",
        "decimal points, as '1.000' in column 'a', row 1 (line 2), in column 'b', row 1 (line 2)",
        "1,5"
    )]
    [InlineData("a;b\n1.000,5;1\n2.000,5;2\n", "a number as in 2 of 2 cells in column 'a', row 1 (line 2)", "1.000,5")]
    [InlineData("a,b\n\"1,75\",1\n\"1,82\",2\n", "a number as in 2 of 2 cells in column 'a', row 1 (line 2)", "1,75")]
    public void What_may_be_read_in_two_ways_asks(string text, string expected, string cell) =>
        Refuse(text, null, $"expected {expected}, but found '{cell}'. *DecimalSeparator*ThousandsSeparator*");

    [Theory]
    [InlineData("a;b\n1,000;1\n2,000;2\n", ',', null, 1, 2)]
    [InlineData("a;b\n1,000;1\n2,000;2\n", null, ',', 1000, 2000)]
    [InlineData("a;b\n1,000;1\n2,000;2\n", '.', ',', 1000, 2000)]
    [InlineData("a;b\n1.000;1,5\n2.000;2,5\n", ',', '.', 1000, 2000)]
    [InlineData("a;b\n1.000,5;1\n2.000,5;2\n", null, '.', 1000.5, 2000.5)]
    [InlineData("a,b\n\"1,75\",1\n\"1,82\",2\n", ',', null, 1.75, 1.82)]
    [InlineData("a;b\n1\u202F000,5;1\n2 000,5;2\n", null, ' ', 1000.5, 2000.5)]
    [InlineData("a;b\n1’000.5;1\n2'000.5;2\n", null, '\'', 1000.5, 2000.5)]
    [InlineData("a;b\n12,34,567;1\n-1,234.5e1;2\n", null, ',', -12345, 1234567)]
    public void What_is_stated_is_read_so(string text, char? point, char? thousands, double min, double max)
    {
        var table = CsvTable.Load(
            Write(text),
            new TableOptions { DecimalSeparator = point, ThousandsSeparator = thousands }
        );
        var column = (NumericColumn)table.Encoding.Columns[0];
        (column.Min, column.Max).Should().Be((min, max));
        Samples(table)[0].Should().Be(column.Min < 0 ? 1 : -1);
    }

    [Theory]
    [InlineData("1,23")]
    [InlineData("1,2345")]
    [InlineData("1234,567")]
    [InlineData("0,123")]
    [InlineData(",123")]
    [InlineData("1,,234")]
    [InlineData("1.5,000")]
    [InlineData("1,23a")]
    public void A_group_that_is_none_is_no_number(string cell) =>
        Refuse(
            $"a;b\n{cell};1\n",
            new TableOptions { ThousandsSeparator = ',', Columns = { ["a"] = ColumnKind.Numeric } },
            $"expected a number in column 'a', row 1 (line 2), but found '{cell}'. *"
        );

    [Fact]
    public void Points_in_a_table_with_stated_commas_are_no_numbers() =>
        Refuse(
            "a;b\n1.5;1\n2.5;2\n",
            new TableOptions { DecimalSeparator = ',' },
            "expected a number as in 2 of 2 cells in column 'a', row 1 (line 2), but found '1.5'. *"
        );

    [Fact]
    public void Generated_rows_are_written_as_the_table_was_and_read_back()
    {
        var table = CsvTable.Load(Write("a;b;c\n1,5;1;x,y\n-2,25;2;z\n"));
        var encoding = Path.Combine(folder.Path, "encoding.json");
        table.Encoding.Save(encoding);
        var stored = TableEncoding.Load(encoding);
        (stored.DecimalSeparator, stored.ThousandsSeparator).Should().Be((',', null));
        var rows = Path.Combine(folder.Path, "rows.csv");
        using var samples = TorchSharp.torch.tensor(Samples(table)).reshape(2, 4);
        stored.WriteCsv(rows, samples);
        File.ReadAllLines(rows).Should().Equal("a;b;c", "1,5;1;x,y", "-2,25;2;z");
        Samples(CsvTable.Load(rows, stored)).Should().Equal(Samples(table));
    }

    [Theory]
    [InlineData(';', null, "DecimalSeparator must be a point or a comma, but was U+003B.*")]
    [InlineData(null, ';', "ThousandsSeparator must be a comma, a point, a space or an apostrophe, but was U+003B.*")]
    [InlineData(',', ',', "DecimalSeparator and ThousandsSeparator are both ','.*")]
    public void Separators_within_numbers_that_cannot_be_are_refused(char? point, char? thousands, string message) =>
        FluentActions
            .Invoking(() =>
                CsvTable.Load("x", new TableOptions { DecimalSeparator = point, ThousandsSeparator = thousands })
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(message);
}
