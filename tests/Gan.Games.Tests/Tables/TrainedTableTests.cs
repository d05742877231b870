using System.Globalization;
using Gan.Data;

namespace Gan.Games.Tests;

public sealed class TrainedTableTests
{
    [Fact]
    public void Rows_have_the_columns_types_ranges_and_gaps_of_the_table()
    {
        using var small = new SmallTable();
        var table = small.Load(SmallTable.Mixed());
        using var gan = SmallTable.Builder(table).Train();
        gan.WriteCsv(small["made.csv"], 400, seed: 1);
        var lines = File.ReadAllLines(small["made.csv"]);
        lines.Should().HaveCount(401).And.HaveElementAt(0, "kind,price,colour,age");
        foreach (var cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            cells[0].Should().BeOneOf("rare", "some", "most");
            double.Parse(cells[1], CultureInfo.InvariantCulture).Should().BeInRange(20, 301.5);
            (cells[1].Split('.') is [_, { Length: > 2 }])
                .Should()
                .BeFalse("prices have two decimals, not '{0}'", cells[1]);
            cells[2].Should().BeOneOf("red", "blue");
            if (cells[3].Length > 0)
            {
                int.Parse(cells[3], CultureInfo.InvariantCulture).Should().BeInRange(0, 29);
            }
        }
        lines.Skip(1).Should().Contain(line => line.EndsWith(','), "an age may be missing");
        CsvTable.Load(small["made.csv"], table.Encoding).Count.Should().Be(400, "the file is such a table");
    }

    [Theory]
    [InlineData("kind", "rare")]
    [InlineData("colour", "red")]
    public void Rows_that_are_asked_for_are_so_in_every_column(string column, string category)
    {
        using var small = new SmallTable();
        using var gan = SmallTable.Builder(small.Load(SmallTable.Mixed())).Train();
        var place = gan.Columns.ToList().IndexOf(column);
        var rows = gan.Sample(60, new TableCondition(column, category), seed: 3);
        rows.Should().HaveCount(60).And.OnlyContain(row => row[place] == category);
        var both = gan.Sample(15, new TableCondition("kind", "rare").And("colour", "red"), seed: 3);
        both.Should().HaveCount(15).And.OnlyContain(row => row[0] == "rare" && row[2] == "red");
    }

    [Fact]
    public void Equal_seeds_give_equal_rows_and_none_gives_new_ones()
    {
        using var small = new SmallTable();
        using var gan = SmallTable.Builder(small.Load(SmallTable.Mixed())).Train();
        gan.Sample(30, seed: 1).Should().BeEquivalentTo(gan.Sample(30, seed: 1));
        Text(gan.Sample(30, seed: 1)).Should().NotBe(Text(gan.Sample(30, seed: 2)));
        Text(gan.Sample(30)).Should().NotBe(Text(gan.Sample(30)));
    }

    private static string Text(IReadOnlyList<IReadOnlyList<string>> rows) =>
        string.Join('\n', rows.Select(row => string.Join(',', row)));

    [Fact]
    public void One_file_holds_weights_and_encoding()
    {
        using var small = new SmallTable();
        using var gan = SmallTable.Builder(small.Load(SmallTable.Mixed())).Train();
        gan.Save(small["rows.safetensors"]);
        using var loaded = TrainedTable.Load(small["rows.safetensors"]);
        loaded.ToString().Should().Be("Generator of 3 steps: rows of 'kind', 'price', 'colour', 'age'");
        loaded.Encoding.Should().BeEquivalentTo(gan.Encoding, options => options.RespectingRuntimeTypes());
        Text(loaded.Sample(25, seed: 9)).Should().Be(Text(gan.Sample(25, seed: 9)));
        using var plain = TrainedGan.Load(small["rows.safetensors"]);
        plain.SampleShape.Should().Equal(gan.Encoding.Width);
        plain.Save(small["plain.safetensors"]);
        var other = () => TrainedTable.Load(small["plain.safetensors"]);
        other.Should().Throw<InvalidDataException>().WithMessage("*lacks 'table.encoding'*TrainedTable.Save*");
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        using var small = new SmallTable();
        var gan = SmallTable.Builder(small.Load(SmallTable.Mixed())).Train();
        var column = () => gan.Sample(1, new TableCondition("age", "3"));
        column.Should().Throw<ArgumentException>().WithMessage("*one of 'kind', 'colour', but not by 'age'*");
        var none = () => gan.Sample(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
        var impossible = () => gan.Sample(1, new TableCondition("kind", "rare").And("kind", "most"));
        impossible.Should().Throw<ArgumentException>().WithMessage("*'kind' cannot be 'rare' and 'most' at once*");
        var narrow = gan.Encoding with { Columns = [.. gan.Encoding.Columns.Take(1)] };
        var misfit = () => TrainedTable.Of(gan.Gan, narrow);
        misfit.Should().Throw<ArgumentException>().WithMessage("*those of the table have [3]*");
        gan.Dispose();
        var gone = () => gan.Sample(1);
        gone.Should().Throw<ObjectDisposedException>();
    }
}
