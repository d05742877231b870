using System.Text;

namespace Gan.Data.Tests.Tables;

public sealed class StrictTextTests : TableTest
{
    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var path = folder.Write("x.csv", [.. "x,y\n1,a\n2,"u8, 0xE9, (byte)'\n']);
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
        var table = CsvTable.Load(folder.Write("marked.csv", whole), new TableOptions { Encoding = Encoding.Latin1 });
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
        var path = folder.Write("wrong.csv", [.. whole, .. wrong]);
        FluentActions
            .Invoking(() => CsvTable.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"*wrong.csv: expected text in {encoding.WebName}, "
                    + $"but found the bytes * at byte {whole.Length} (line 4), which are none. "
                    + "Save the file as UTF-8, or state its encoding: TableOptions.Encoding, TextOptions.Encoding."
            );
    }

    [Fact]
    public void Bytes_of_another_encoding_are_an_error_that_names_their_place_far_into_a_file()
    {
        var rows = Encoding.UTF8.GetBytes(
            "x,city\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},Köln\n"))
        );
        var path = folder.Write("latin.csv", [.. rows, .. Encoding.Latin1.GetBytes("7,Köln\n")]);
        foreach (var stated in new[] { new TableOptions().Encoding, Encoding.UTF8 })
        {
            FluentActions
                .Invoking(() => CsvTable.Load(path, new TableOptions { Encoding = stated }))
                .Should()
                .Throw<DataFormatException>()
                .WithMessage(
                    "*latin.csv: expected text in utf-8, "
                        + $"but found the bytes F6 at byte {rows.Length + 3} (line 20002), which are none.*"
                );
        }

        FluentActions
            .Invoking(() => CsvTable.Load(folder.Write("cut.csv", "x\n1\n2"u8.ToArray().Append((byte)0xC3).ToArray())))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*the bytes C3 at byte 5 (line 3), which*");
    }

    [Fact]
    public void Rows_in_another_encoding_are_read_with_the_table_encoding_of_the_first()
    {
        var encoding = CsvTable.Load(Write("city\nKöln\nBonn\n")).Encoding;
        var path = folder.Write("latin.csv", Encoding.Latin1.GetBytes("city\nKöln\n"));
        FluentActions
            .Invoking(() => CsvTable.Load(path, encoding))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*the bytes F6 at byte 6 (line 2)*");
        CsvTable.Load(path, encoding, text: Encoding.Latin1).Count.Should().Be(1);
    }

    [Fact]
    public void A_folder_is_no_file_of_text()
    {
        var load = () => CsvTable.Load(Path.GetTempPath());
        load.Should().Throw<DataFormatException>().WithMessage("*expected a file of text, but found a folder. Name*");
    }
}
