using System.Globalization;
using TorchSharp;

namespace Gan.Data.Tests.Tables;

public sealed class TableColumnTests : TableTest
{
    private const string People = "name,age,height,city\nAnn,30,1.75,Bonn\nBob,50,1.5,Köln\nCy,40,2,Bonn\n";

    [Fact]
    public void Numbers_may_be_standardised_and_codes_be_zero_and_one()
    {
        var table = CsvTable.Load(
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
        var deviation = (float)(10 / Math.Sqrt(200 / 3.0));
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
    public void Numbers_are_read_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" },
            };
            var table = CsvTable.Load(Write("x\n-1.5\n2.5\n0.5\n"));
            Samples(table).Should().Equal(-1, 1, 0);
            using var low = torch.tensor(
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
    public void Missing_cells_may_be_a_category_of_their_own_which_is_written_back_empty()
    {
        var table = CsvTable.Load(
            Write("x,y\n1,a\n2,NA\n"),
            new TableOptions { Columns = { ["y"] = new(Missing: MissingValues.OwnCategory) } }
        );
        Samples(table).Should().Equal(-1, -1, 1, 1, 1, -1);
        using var samples = torch.tensor(
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
}
