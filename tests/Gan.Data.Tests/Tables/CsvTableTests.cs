using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class CsvTableTests : IDisposable
{
    private const string People = "name,age,height,city\nAnn,30,1.75,Bonn\nBob,50,1.5,Köln\nCy,40,2,Bonn\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kinds_are_inferred_and_numbers_scaled_to_their_range()
    {
        CsvTable table = CsvTable.Load(Write(People), new TableOptions { Columns = { ["name"] = ColumnKind.Ignored } });
        table
            .Encoding.Columns.Should()
            .SatisfyRespectively(
                age =>
                    age.Should()
                        .BeEquivalentTo(
                            new NumericColumn(
                                "age",
                                MissingValues.Error,
                                NumericScaling.MinMax,
                                30,
                                50,
                                40,
                                Math.Sqrt(200 / 3.0),
                                0
                            )
                        ),
                height => height.Should().BeOfType<NumericColumn>().Which.Decimals.Should().Be(2),
                city => city.Should().BeOfType<CategoricalColumn>().Which.Categories.Should().Equal("Bonn", "Köln")
            );
        (table.Count, table.DroppedRows, table.Encoding.Width).Should().Be((3, 0, 4));
        Samples(table)
            .Should()
            .Equal(
                -1,
                0,
                1,
                -1, /**/
                1,
                -1,
                -1,
                1, /**/
                0,
                1,
                1,
                -1
            );
    }

    [Fact]
    public void Numbers_may_be_standardised_and_codes_be_zero_and_one()
    {
        CsvTable table = CsvTable.Load(
            Write(People),
            new TableOptions
            {
                Columns =
                {
                    ["name"] = ColumnKind.Ignored,
                    ["height"] = new(ColumnKind.Numeric, Scaling: NumericScaling.MinMax),
                },
                Scaling = NumericScaling.Standard,
                OneHot = OneHotCode.ZeroAndOne,
            }
        );
        float deviation = (float)(10 / Math.Sqrt(200 / 3.0));
        Samples(table)
            .Should()
            .Equal(
                -deviation,
                0,
                1,
                0, /**/
                deviation,
                -1,
                0,
                1, /**/
                0,
                1,
                1,
                0
            );
    }

    [Fact]
    public void A_label_stands_beside_the_samples()
    {
        CsvTable table = CsvTable.Load(
            Write("x,class\n1,10\n2,9\n3,10\n"),
            new TableOptions { Columns = { ["class"] = ColumnKind.Label } }
        );
        table.Encoding.Classes.Should().Equal(["9", "10"], "whole numbers stand in their order");
        using ArrayDataset data = table.ToDataset();
        (data.Count, data.Classes).Should().Be((3, 2));
        using Tensor indices = Numbers.Indices(0, 1, 2);
        using Batch batch = data.Read(indices, CPU);
        batch.Labels!.Longs().Should().Equal(1, 0, 1);
        batch.Samples.Floats().Should().Equal(-1, 0, 1);
    }

    [Theory]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\r\n1|x\r\n2|y\r\n")]
    [InlineData("\uFEFFa,b\n1,x\n\n2,y")]
    [InlineData("\"a\",\"b\"\n\"1\", x \n 2 ,\"y\"\n")]
    public void Separators_line_ends_marks_and_quotes_of_all_kinds_are_understood(string text)
    {
        CsvTable table = CsvTable.Load(Write(text));
        table.Encoding.Columns.Select(column => column.Name).Should().Equal("a", "b");
        Samples(table).Should().Equal(-1, 1, -1, 1, -1, 1);
    }

    [Fact]
    public void Quoted_cells_hold_separators_quotes_and_line_breaks()
    {
        CsvTable table = CsvTable.Load(Write("x,w\n1,\"a,b\"\n2,\"say \"\"so\"\"\"\n3,\"two\nlines\"\n"));
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
        CsvTable table = CsvTable.Load(
            Write("1,x\n2,y\n"),
            new TableOptions { HasHeader = false, Columns = { ["column 2"] = ColumnKind.Label } }
        );
        table.Encoding.Classes.Should().Equal("x", "y");
        Samples(table).Should().Equal(-1, 1);
    }

    [Fact]
    public void Numbers_are_read_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" },
            };
            CsvTable table = CsvTable.Load(Write("x\n-1.5\n2.5\n0.5\n"));
            Samples(table).Should().Equal(-1, 1, 0);
            using Tensor low = torch.tensor(
                new float[,]
                {
                    { -1 },
                }
            );
            table.Encoding.Decode(low)[0].Should().Equal("-1.5");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_missing_cell_is_an_error_with_its_place() =>
        Refuse("x,y\n1,2\n\n3,NA\n", null, "expected a value in column 'y', row 2 (line 4), but found 'NA'. *");

    [Fact]
    public void Rows_with_missing_cells_may_be_dropped()
    {
        CsvTable table = CsvTable.Load(
            Write("x,y\n1,a\n,a\n3,?\n5,b\n"),
            new TableOptions { Missing = MissingValues.DropRow }
        );
        (table.Count, table.DroppedRows).Should().Be((2, 2));
        Samples(table).Should().Equal(-1, 1, -1, 1, -1, 1);
    }

    [Fact]
    public void Missing_cells_may_be_filled_with_the_mean_and_the_most_frequent_category()
    {
        CsvTable table = CsvTable.Load(
            Write("x,y\n1,a\n,b\n5,\n6,b\n"),
            new TableOptions { Missing = MissingValues.Fill }
        );
        // The mean of 1, 5 and 6 is 4: 0.2 on the way from 1 to 6 as -1 to 1.
        Samples(table)
            .Should()
            .Equal(
                -1,
                1,
                -1, /**/
                0.2f,
                -1,
                1, /**/
                0.6f,
                -1,
                1, /**/
                1,
                -1,
                1
            );
    }

    [Fact]
    public void Missing_cells_may_be_a_category_of_their_own_which_is_written_back_empty()
    {
        CsvTable table = CsvTable.Load(
            Write("x,y\n1,a\n2,NA\n"),
            new TableOptions { Columns = { ["y"] = new(Missing: MissingValues.OwnCategory) } }
        );
        Samples(table).Should().Equal(-1, -1, 1, 1, 1, -1);
        using Tensor samples = torch.tensor(
            new float[,]
            {
                { 1, 0.2f, 0.1f },
            }
        );
        table.Encoding.Decode(samples)[0].Should().Equal("2", "");
        Refuse(
            "x,y\n1,a\n,b\n",
            new TableOptions { Missing = MissingValues.OwnCategory },
            "expected a number in column 'x', row 2 (line 3), but found ''. *"
        );
    }

    [Fact]
    public void A_cell_that_is_no_number_is_told_with_its_place()
    {
        Refuse(
            "x,y\n1,2\n3,4\n\"5,5\",6\n",
            new TableOptions { Columns = { ["x"] = ColumnKind.Numeric } },
            "expected a number in column 'x', row 3 (line 4), but found '5,5'. Correct the cell*"
        );
        Refuse(
            "x\n1\n1e999\n",
            new TableOptions { Columns = { ["x"] = ColumnKind.Numeric } },
            "expected a number in column 'x', row 2 (line 3), but found '1e999'. *"
        );
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

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        string path = _folder.Write("x.csv", [.. "x,y\n1,a\n2,"u8, 0xE9, (byte)'\n']);
        FluentActions
            .Invoking(() => CsvTable.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected text in utf-8, but found the bytes E9 at byte 10 (line 3), which are none. *");
        CsvTable
            .Load(path, new TableOptions { Encoding = Encoding.Latin1 })
            .Encoding.Columns[1]
            .Should()
            .BeOfType<CategoricalColumn>()
            .Which.Categories.Should()
            .Contain("é");
    }

    [Fact]
    public void A_column_of_names_is_no_category_unless_stated()
    {
        string text = "x,name\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},n{i}\n"));
        Refuse(
            text,
            null,
            "expected at most 256 categories in column 'name', but found 300. State the column as Ignored*"
        );
        CsvTable
            .Load(Write(text), new TableOptions { Columns = { ["name"] = ColumnKind.Categorical } })
            .Encoding.Width.Should()
            .Be(301);
    }

    [Fact]
    public void What_leaves_nothing_is_refused()
    {
        Refuse(
            "x,y\n1,\n2,\n",
            new TableOptions { Missing = MissingValues.Fill },
            "expected a value in column 'y', but found none: every cell is missing. *"
        );
        Refuse(
            "x,y\n1,\n2,\n",
            new TableOptions { Missing = MissingValues.DropRow },
            "expected a row without missing cells, but found none among 2. *"
        );
        Refuse(
            "x\n1\n",
            new TableOptions { Columns = { ["x"] = ColumnKind.Label } },
            "expected at least one column of samples, *"
        );
        Refuse(
            "age\n1\n",
            new TableOptions { Columns = { ["agee"] = ColumnKind.Ignored } },
            "expected a column named 'agee', but found 'age'. *"
        );
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        FluentActions
            .Invoking(() =>
                CsvTable.Load(
                    "x",
                    new TableOptions { Columns = { ["a"] = ColumnKind.Label, ["b"] = ColumnKind.Label } }
                )
            )
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A table has at most one label, but 'a' and 'b' are stated.*");
        FluentActions
            .Invoking(() =>
                CsvTable.Load("x", new TableOptions { Columns = { ["a"] = new(ColumnKind.Label, MissingValues.Fill) } })
            )
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Missing cells of the Label column 'a' cannot follow Fill.*");
        FluentActions
            .Invoking(() => CsvTable.Load("x", new TableOptions { MaxCategories = 0 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("MaxCategories must be at least 1, but was 0.*");
    }

    [Fact]
    public void Another_table_is_read_with_the_encoding_of_the_first()
    {
        TableEncoding encoding = CsvTable.Load(Write("x,c\n0,a\n10,b\n")).Encoding;
        CsvTable other = CsvTable.Load(Write("extra,c,x\n1,b,5\n1,a,20\n"), encoding);
        Samples(other).Should().Equal(0, -1, 1, 3, 1, -1);
        FluentActions
            .Invoking(() => CsvTable.Load(Write("x,c\n1,z\n"), encoding))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected one of 'a', 'b' in column 'c', row 1 (line 2), but found 'z'. *");
        FluentActions
            .Invoking(() => CsvTable.Load(Write("x\n1\n"), encoding))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected a column named 'c', but found 'x'. *");
    }

    private void Refuse(string text, TableOptions? options, string message)
    {
        string path = Write(text);
        FluentActions
            .Invoking(() => CsvTable.Load(path, options))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }

    public static TheoryData<Encoding> Marked =>
        [
            new UTF8Encoding(true),
            new UnicodeEncoding(false, true),
            new UnicodeEncoding(true, true),
            new UTF32Encoding(false, true),
            new UTF32Encoding(true, true),
        ];

    [Theory, MemberData(nameof(Marked))]
    public void A_byte_order_mark_says_the_encoding_and_bytes_that_are_none_of_it_are_an_error(Encoding encoding)
    {
        byte[] whole = [.. encoding.GetPreamble(), .. encoding.GetBytes("x,city\n1,Köln\n2,東京\n")];
        CsvTable table = CsvTable.Load(
            _folder.Write("marked.csv", whole),
            new TableOptions { Encoding = Encoding.Latin1 }
        );
        table.Encoding.Columns[0].Name.Should().Be("x");
        table
            .Encoding.Columns[1]
            .Should()
            .BeOfType<CategoricalColumn>()
            .Which.Categories.Should()
            .Equal("Köln", "東京");
        // Half of a pair, a number beyond Unicode, and a byte that begins nothing.
        byte[] wrong = encoding.WebName switch
        {
            "utf-16" => [0x00, 0xD8, 0x41, 0],
            "utf-16BE" => [0xD8, 0, 0, 0x41],
            "utf-8" => [0xFF],
            _ => [0xFF, 0xFF, 0xFF, 0x7F],
        };
        string path = _folder.Write("wrong.csv", [.. whole, .. wrong]);
        FluentActions
            .Invoking(() => CsvTable.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"*wrong.csv: expected text in {encoding.WebName}, but found the bytes * at byte "
                    + $"{whole.Length} (line 4), which are none. Save the file as UTF-8, or state its "
                    + "encoding (a table's as TableOptions.Encoding)."
            );
    }

    [Fact]
    public void Bytes_of_another_encoding_are_an_error_that_names_their_place_far_into_a_file()
    {
        byte[] rows = Encoding.UTF8.GetBytes(
            "x,city\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},Köln\n"))
        );
        string path = _folder.Write("latin.csv", [.. rows, .. Encoding.Latin1.GetBytes("7,Köln\n")]);
        foreach (Encoding stated in new[] { new TableOptions().Encoding, Encoding.UTF8 })
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, new TableOptions { Encoding = stated }))
                .Should()
                .Throw<DataFormatException>()
                .WithMessage(
                    $"*latin.csv: expected text in utf-8, but found the bytes F6 at byte {rows.Length + 3} "
                        + "(line 20002), which are none.*"
                );
        }

        FluentActions
            .Invoking(() => CsvTable.Load(_folder.Write("cut.csv", "x\n1\n2"u8.ToArray().Append((byte)0xC3).ToArray())))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*the bytes C3 at byte 5 (line 3), which*");
    }

    [Fact]
    public void Rows_in_another_encoding_are_read_with_the_table_encoding_of_the_first()
    {
        TableEncoding encoding = CsvTable.Load(Write("city\nKöln\nBonn\n")).Encoding;
        string path = _folder.Write("latin.csv", Encoding.Latin1.GetBytes("city\nKöln\n"));
        FluentActions
            .Invoking(() => CsvTable.Load(path, encoding))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*the bytes F6 at byte 6 (line 2)*");
        CsvTable.Load(path, encoding, text: Encoding.Latin1).Count.Should().Be(1);
    }

    [Fact]
    public void Settings_that_are_none_are_refused_by_name()
    {
        string path = Write("x,y\n1,a\n2,b\n");
        (TableOptions Options, string Name)[] bad =
        [
            (new() { Columns = null! }, "Columns"),
            (new() { Columns = new() { ["x"] = null! } }, "Columns"),
            (new() { MissingMarks = null! }, "MissingMarks"),
            (new() { MissingMarks = [null!] }, "MissingMarks"),
            (new() { Encoding = null! }, "Encoding"),
            (new() { Missing = (MissingValues)9 }, "Missing"),
            (new() { Scaling = (NumericScaling)9 }, "Scaling"),
            (new() { OneHot = (OneHotCode)9 }, "OneHot"),
        ];
        foreach ((TableOptions options, string name) in bad)
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, options))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage($"TableOptions.{name} must not be null, hold null or be a value beyond the enumeration.*");
        }

        TableEncoding encoding = CsvTable.Load(path).Encoding;
        foreach (char separator in "\"\r\n\0é")
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, new TableOptions { Separator = separator }))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage($"The separator must be an ASCII character *, but was U+{(int)separator:X4}.*");
            FluentActions
                .Invoking(() => CsvTable.Load(path, encoding, separator))
                .Should()
                .Throw<ArgumentException>()
                .WithParameterName("separator");
        }
    }

    private string Write(string text) => _folder.Write("table.csv", Encoding.UTF8.GetBytes(text));

    private static float[] Samples(CsvTable table)
    {
        using ArrayDataset data = table.ToDataset();
        using Tensor indices = Numbers.Indices([.. Enumerable.Range(0, (int)data.Count).Select(i => (long)i)]);
        using Batch batch = data.Read(indices, CPU);
        return batch.Samples.Floats();
    }
}
