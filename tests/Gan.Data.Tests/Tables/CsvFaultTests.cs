namespace Gan.Data.Tests.Tables;

/// <summary>Files that were read wrong, silently: see Fixtures/tables/README.md.</summary>
public sealed class CsvFaultTests : TableTest
{
    [Fact]
    public void A_spreadsheet_with_decimal_commas_is_read_as_numbers_with_a_note()
    {
        var table = CsvTable.Load(Fixture("01_semicolon_decimalcomma"));
        table.Encoding.Columns.Should().AllBeOfType<NumericColumn>();
        table.Encoding.DecimalSeparator.Should().Be(',');
        var height = (NumericColumn)table.Encoding.Columns[0];
        (height.Min, height.Max, height.Decimals).Should().Be((1.6, 1.91, 2));
        table
            .Notes.Should()
            .ContainSingle()
            .Which.Should()
            .Be(
                "Numbers are read with a decimal comma, as '1,75' in column 'height', row 1 (line 2). "
                    + "TableOptions.DecimalSeparator states it."
            );
    }

    [Theory]
    [InlineData("02_nohead_decimalcomma", "line 1: '1,1;1,2'")]
    [InlineData("02b_header_with_commas", "line 1: 'a,x;b,y'")]
    public void A_file_that_two_separators_split_alike_asks(string name, string line)
    {
        var path = Fixture(name);
        FluentActions
            .Invoking(() => CsvTable.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"{path}: expected one separator that splits every line alike, but found that ',' splits into 3 cells "
                    + $"and ';' splits into 2 cells each, as {line}. State which it is*"
            );
    }

    [Theory]
    [InlineData(';', null)]
    [InlineData(null, ',')]
    [InlineData(';', ',')]
    public void Either_separator_stated_answers_for_both(char? separator, char? decimalSeparator)
    {
        var options = new TableOptions { Separator = separator, DecimalSeparator = decimalSeparator };
        var bare = CsvTable.Load(Fixture("02_nohead_decimalcomma"), options with { HasHeader = false });
        // 1.1 and 2.1, 1.2 and 2.1: the least of each column is -1, the greatest 1.
        Samples(bare).Should().Equal(-1, -1, 1, 1);
        ((NumericColumn)bare.Encoding.Columns[1]).Min.Should().Be(1.2);
        var named = CsvTable.Load(Fixture("02b_header_with_commas"), options);
        named.Encoding.Columns.Select(column => column.Name).Should().Equal("a,x", "b,y");
        ((NumericColumn)named.Encoding.Columns[1]).Max.Should().Be(4.5);
    }

    [Fact]
    public void Three_hundred_decimal_commas_are_numbers()
    {
        var table = CsvTable.Load(Fixture("03_decimalcomma_300rows"));
        // least, greatest and mean of the heights in exact fractions (Python)
        var height = table.Encoding.Columns[0].Should().BeOfType<NumericColumn>().Subject;
        (table.Count, height.Decimals).Should().Be((300, 4));
        (height.Min, height.Max).Should().Be((1.0048, 1.9974));
        height.Mean.Should().BeApproximately(1.4988246666666667, 1e-14);
    }

    [Theory]
    [InlineData("08_constant_std", "14.62")]
    [InlineData("08b_constant_std", "0.1")]
    [InlineData("08c_constant", "14.62")]
    public void A_column_of_one_value_is_zero_whatever_its_sum_rounds_to(string name, string value)
    {
        foreach (var scaling in new[] { NumericScaling.MinMax, NumericScaling.Standard })
        {
            var table = CsvTable.Load(Fixture(name), new TableOptions { Scaling = scaling });
            var constant = (NumericColumn)table.Encoding.Columns[0];
            constant.Deviation.Should().Be(0);
            Samples(table).Where((_, i) => i % 2 == 0).Should().AllBeEquivalentTo(0f);
            var other = CsvTable.Load(Write("a,b\n1000,0\n"), table.Encoding);
            Samples(other)[0].Should().Be(0, "what never changed has no scale for another value");
            using var zero = TorchSharp.torch.zeros(1, 2);
            table.Encoding.Decode(zero)[0][0].Should().Be(value);
        }
    }

    [Fact]
    public void Numbers_near_the_largest_double_are_standardised()
    {
        var table = CsvTable.Load(Fixture("10c_1e308std"), new TableOptions { Scaling = NumericScaling.Standard });
        // 10, 9 and 8 times 1e307: the mean is 9e307, the deviation 1e307 times the root of 2/3.
        var column = (NumericColumn)table.Encoding.Columns[0];
        (column.Mean / 9e307).Should().BeApproximately(1, 1e-15);
        (column.Deviation / 1e307).Should().BeApproximately(Math.Sqrt(2 / 3.0), 1e-14);
        var step = (float)Math.Sqrt(1.5);
        Samples(table).Should().Equal([step, -step, 0, 0, -step, step], (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void One_odd_cell_among_numbers_is_named()
    {
        Named("11_inf_cell", null, "row 31 (line 32), but found 'inf'. Correct the cell, *");
        Named("12_hashNA", new TableOptions { MissingMarks = [""] }, "row 31 (line 32), but found '#N/A'. *");
        Named("13_thousands", null, "row 1 (line 2), but found '1,000'. Correct the cell, state DecimalSeparator or *");

        static void Named(string name, TableOptions? options, string rest) =>
            FluentActions
                .Invoking(() => CsvTable.Load(Fixture(name), options))
                .Should()
                .Throw<DataFormatException>()
                .WithMessage($"*expected a number as in 3? of 3? cells in column 'income', {rest}");
    }

    [Fact]
    public void What_a_lookup_did_not_find_is_missing()
    {
        FluentActions
            .Invoking(() => CsvTable.Load(Fixture("12_hashNA")))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected a value in column 'income', row 31 (line 32), but found '#N/A'. *");
        var table = CsvTable.Load(Fixture("12_hashNA"), new TableOptions { Missing = MissingValues.DropRow });
        (table.Count, table.DroppedRows).Should().Be((30, 1));
        ((NumericColumn)table.Encoding.Columns[0]).Max.Should().Be(1203);
    }

    [Fact]
    public void Thousands_are_read_where_their_separator_is_stated()
    {
        var table = CsvTable.Load(Fixture("13_thousands"), new TableOptions { ThousandsSeparator = ',' });
        var income = (NumericColumn)table.Encoding.Columns[0];
        (income.Min, income.Max, income.Decimals).Should().Be((1000, 1203, 0));
        table.Notes.Should().BeEmpty();
    }

    private static string Fixture(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Fixtures", "tables", name + ".csv");
}
