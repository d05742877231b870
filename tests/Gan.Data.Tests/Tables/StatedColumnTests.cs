using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

public sealed class StatedColumnTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private CsvTable Load(TableOptions options, params string[] lines)
    {
        File.WriteAllLines(Path.Combine(folder.Path, "t.csv"), lines);
        return CsvTable.Load(Path.Combine(folder.Path, "t.csv"), options);
    }

    private static TableOptions Stated(NumericScaling scaling = NumericScaling.MinMax) =>
        new()
        {
            Scaling = scaling,
            Missing = scaling == NumericScaling.Modes ? MissingValues.OwnCategory : MissingValues.Error,
            Columns = { ["n"] = ColumnOptions.Number(0, 100, 1), ["w"] = ColumnOptions.OneOf("c", "a", "b") },
        };

    /// <summary>Two tables with other cells have the same encoding, but for the counts.</summary>
    [Theory]
    [InlineData(NumericScaling.MinMax)]
    [InlineData(NumericScaling.Modes)]
    public void No_cell_decides_the_encoding(NumericScaling scaling)
    {
        var one = Load(Stated(scaling), "n,w", "3,a", "97.25,b").Encoding;
        var other = Load(Stated(scaling), "n,w", "50,c", "51,c", "52,c").Encoding;
        one.Columns.Should().OnlyContain(column => column.IsStated);
        other.Columns[0].Should().BeEquivalentTo(one.Columns[0], options => options.RespectingRuntimeTypes());
        var hasMissing = scaling == NumericScaling.Modes;
        ((CategoricalColumn)one.Columns[1]).Counts.Should().Equal(hasMissing ? [0, 1, 1, 0] : [0, 1, 1]);
        var words = ((CategoricalColumn)other.Columns[1]).Categories;
        words.Should().Equal(hasMissing ? ["c", "a", "b", ""] : ["c", "a", "b"]);
    }

    [Theory]
    [InlineData(NumericScaling.MinMax)]
    [InlineData(NumericScaling.Modes)]
    public void Numbers_come_back_within_the_range(NumericScaling scaling)
    {
        var table = Load(Stated(scaling), "n,w", "3.4,a", "97.2,b", "-5,c", "1e6,c", "0,a", "100,a");
        table.ToRows().Select(row => row[0]).Should().Equal("3.4", "97.2", "0", "100", "0", "100");
        TableEncoding.FromJson(table.Encoding.ToJson(), "here").Columns.Should().OnlyContain(column => column.IsStated);
    }

    /// <summary>Which mode stands for a number is drawn. By the row's place the draw would change with rows before it,
    /// and one row more would change all that follow.</summary>
    [Fact]
    public void A_row_more_changes_no_other_rows_encoding()
    {
        // between the modes at 5 and at 15, no two rows alike
        string[] lines =
        [
            .. Enumerable.Range(0, 30).Select(i => $"{(i % 10 < 5 ? 9 : 10)}.{(i + 5) % 10},{"abc"[i % 3]}"),
        ];
        var without = Load(Stated(NumericScaling.Modes), ["n,w", .. lines]);
        var with = Load(Stated(NumericScaling.Modes), ["n,w", "99.9,a", .. lines]);
        using var scope = NewDisposeScope();
        var more = with.ToDataset().Read(arange(1, 31), CPU).Samples;
        more.Equals(without.ToDataset().Read(arange(30), CPU).Samples).Should().BeTrue();
        foreach (var mode in new[] { 1, 2 }) // behind the number itself
        {
            more.select(1, mode).sum().ToDouble().Should().BeInRange(5, 25, "modes are drawn");
        }
    }

    [Fact]
    public void A_word_that_was_not_stated_is_an_error_that_names_the_cell()
    {
        var load = () => Load(Stated(), "n,w", "3,a", "4,x");
        load.Should().Throw<DataFormatException>().WithMessage("*one of 'c', 'a', 'b'*'x'*OneOf.");
    }

    public void Dispose() => folder.Dispose();
}
