using Gan.Data.Tests.Images;

namespace Gan.Data.Tests.Tables;

public sealed class CsvSeparatorTests : TableTest
{
    [Theory]
    [InlineData("a;b\n1,5;2,5\n3,5;4,5\n")]
    [InlineData("a;b\n1,5;x\n2,5;\"y;z\"\n")]
    [InlineData("sep=;\na;b\n1;2\n3;4\n")]
    [InlineData("\"sep=;\"\na;b\n1;2\n3;4\n")]
    [InlineData("\uFEFF\"SEP=;\"\r\na;b\r\n1;2\r\n3;4\r\n")]
    [InlineData("sep=;\na,x;b,y\n1,5;2,5\n3,5;4,5\n")]
    [InlineData("a\tb\nBonn, am Rhein\t1\nKöln, am Rhein\t2\n")]
    [InlineData("a,b\n\"1;2\",3\n\"4;5\",6\n")]
    [InlineData("a,b\n1,x;y\n2,x\n")]
    public void The_separator_is_the_one_that_splits_every_line_alike(string text)
    {
        var names = CsvTable.Load(Write(text)).Encoding.Columns.Select(column => column.Name);
        names.Should().HaveCount(2).And.OnlyContain(name => name.StartsWith('a') || name.StartsWith('b'));
    }

    [Fact]
    public void A_line_that_states_the_separator_counts_as_a_line_and_is_no_row() =>
        Refuse("\"sep=;\"\na;b\n1;\n", null, "expected a value in column 'b', row 1 (line 3), but found ''. *");

    [Fact]
    public void A_stated_separator_goes_before_that_of_the_file()
    {
        var path = Write("sep=;\na|b\n1|2\n3|4\n");
        CsvTable.Load(path, new TableOptions { Separator = '|' }).Encoding.Columns.Should().HaveCount(2);
        CsvTable.Load(path).Encoding.Columns.Should().ContainSingle().Which.Name.Should().Be("a|b");
    }

    [Fact]
    public void A_header_called_sep_is_a_header() =>
        CsvTable.Load(Write("sep\n1\n2\n")).Encoding.Columns[0].Name.Should().Be("sep");

    [Fact]
    public void A_single_column_with_decimal_commas_is_read_where_they_are_stated()
    {
        Refuse(
            "x\n1,5\n2,5\n",
            null,
            "expected 1 cells in row 1 (line 2), but found 2. * Where commas stand before fractions, state "
                + "TableOptions.DecimalSeparator = ','."
        );
        var table = CsvTable.Load(Write("x\n1,5\n2,5\n"), new TableOptions { DecimalSeparator = ',' });
        Samples(table).Should().Equal(-1, 1);
    }

    [Fact]
    public void Where_no_separator_splits_every_line_alike_the_odd_line_is_named() =>
        Refuse(
            "1,5;2,5\n3,5;4,5\n5,5;6\n7\n",
            new TableOptions { HasHeader = false },
            "expected 2 cells in row 4 (line 4), but found 1. *"
        );

    [Fact]
    public void Labels_of_images_are_split_by_the_same_rule()
    {
        folder.Put("a.bmp");
        folder.Put("b.bmp");
        folder.Write("labels.csv", "\"sep=;\"\na.bmp;x,y\nb.bmp;z\n"u8.ToArray());
        var options = Bmp.Small with { Labels = ImageLabels.File, LabelFile = "labels.csv" };
        using var data = ImageFolder.Load(folder.Path, options);
        data.ClassNames.Should().Equal("x,y", "z");
    }
}
