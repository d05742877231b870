using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class CsvTableTests : TableTest
{
    [Fact]
    public void A_label_stands_beside_the_samples()
    {
        var table = CsvTable.Load(
            Write("x,class\n1,10\n2,9\n3,10\n"),
            new TableOptions { Columns = { ["class"] = ColumnKind.Label } }
        );
        table.Encoding.Classes.Should().Equal(["9", "10"], "whole numbers stand in their order");
        using var data = table.ToDataset();
        (data.Count, data.Classes).Should().Be((3, 2));
        using var indices = Numbers.Indices(0, 1, 2);
        using var batch = data.Read(indices, CPU);
        batch.Condition!.Longs().Should().Equal(1, 0, 1);
        batch.Samples.Floats().Should().Equal(-1, 0, 1);
    }

    [Fact]
    public void A_missing_cell_is_an_error_with_its_place() =>
        Refuse("x,y\n1,2\n\n3,NA\n", null, "expected a value in column 'y', row 2 (line 4), but found 'NA'. *");

    [Fact]
    public void Rows_with_missing_cells_may_be_dropped()
    {
        var table = CsvTable.Load(
            Write("x,y\n1,a\n,a\n3,?\n5,b\n"),
            new TableOptions { Missing = MissingValues.DropRow }
        );
        (table.Count, table.DroppedRows).Should().Be((2, 2));
        Samples(table).Should().Equal(-1, 1, -1, 1, -1, 1);
    }

    [Fact]
    public void Another_table_is_read_with_the_encoding_of_the_first()
    {
        var encoding = CsvTable.Load(Write("x,c\n0,a\n10,b\n")).Encoding;
        var other = CsvTable.Load(Write("extra,c,x\n1,b,5\n1,a,20\n"), encoding);
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
}
