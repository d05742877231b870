namespace Gan.Data.Tests.Tables;

public sealed class ColumnFitTests : TableTest
{
    private const string People = "name,age,height,city\nAnn,30,1.75,Bonn\nBob,50,1.5,Köln\nCy,40,2,Bonn\n";

    [Fact]
    public void Kinds_are_inferred_and_numbers_scaled_to_their_range()
    {
        var table = CsvTable.Load(Write(People), new TableOptions { Columns = { ["name"] = ColumnKind.Ignored } });
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
    public void Missing_cells_may_be_filled_with_the_mean_and_the_most_frequent_category()
    {
        var table = CsvTable.Load(Write("x,y\n1,a\n,b\n5,\n6,b\n"), new TableOptions { Missing = MissingValues.Fill });
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
    public void A_column_of_names_is_no_category_unless_stated()
    {
        var text = "x,name\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i},n{i}\n"));
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
}
