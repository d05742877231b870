using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Tables;

public sealed class ModesColumnTests : TableTest
{
    private static readonly ModesColumn Column = new(
        "x",
        MissingValues.OwnCategory,
        [new(0.25, 0, 1), new(0.75, 10, 2)],
        Min: -3,
        Max: 17.5,
        Mean: 7.5,
        Decimals: 1,
        HasMissing: true
    );

    [Theory]
    [InlineData("2", 0.5f, 1, 0)] // (2 − 0) / (4 · 1)
    [InlineData("16", 0.75f, 0, 1)] // (16 − 10) / (4 · 2)
    [InlineData("-9", -1f, 1, 0)] // beyond four deviations
    public void A_number_is_its_place_in_a_mode_and_which_it_is(string cell, float place, int first, int second)
    {
        var sample = new float[4];
        Column.Encode(cell, NumberFormat.Point, sample, chance: 0.5).Should().BeTrue();
        sample.Should().Equal(place, first, second, 0);
    }

    [Fact]
    public void Between_modes_the_chance_decides_by_their_densities()
    {
        // At 4: 0.25 N(4; 0, 1) is 3.35e-5, 0.75 N(4; 10, 2) is 1.66e-3.
        var first = 0.25 * Math.Exp(-8) / ((0.25 * Math.Exp(-8)) + (0.75 * Math.Exp(-4.5) / 2));
        var sample = new float[4];
        Column.Encode("4", NumberFormat.Point, sample, first - 1e-6);
        sample.Should().Equal(1, 1, 0, 0);
        Column.Encode("4", NumberFormat.Point, sample, first + 1e-6);
        sample.Should().Equal(-0.75f, 0, 1, 0);
    }

    [Fact]
    public void A_missing_number_is_a_mode_of_its_own_and_comes_back_as_an_empty_cell()
    {
        var sample = new float[4];
        Column.Encode(null, NumberFormat.Point, sample, 0).Should().BeTrue();
        sample.Should().Equal(0, 0, 0, 1);
        Column.Decode(sample, NumberFormat.Point).Should().BeEmpty();
        (Column with { HasMissing = false }).Encode(null, NumberFormat.Point, sample, 0).Should().BeFalse();
    }

    [Fact]
    public void Back_it_is_clamped_to_its_mode_and_to_what_was_seen_and_rounded()
    {
        Column.Decode([0.26f, 0.1f, 0.9f, 0], NumberFormat.Point).Should().Be("12.1", "10 + 0.26 · 8 is 12.08");
        Column.Decode([5, 0.1f, 0.9f, 0], NumberFormat.Point).Should().Be("17.5", "the largest seen");
        Column.Decode([-1, 0.9f, 0.1f, 0], NumberFormat.Point).Should().Be("-3");
    }

    [Fact]
    public void A_table_leads_back_to_its_cells_whatever_modes_were_drawn()
    {
        var random = new Random(3);
        var lines = Enumerable
            .Range(0, 500)
            .Select(i =>
            {
                var price = (i % 3 == 0 ? 20 : 300) * (0.8 + (0.4 * random.NextDouble()));
                var missing = i % 50 == 7 ? "" : random.Next(0, 12).ToString(CultureInfo.InvariantCulture);
                return FormattableString.Invariant($"{price:0.00},{missing},{(i % 4 == 0 ? "old" : "new")}");
            })
            .ToList();
        var table = CsvTable.Load(Write("price,age,state\n" + string.Join('\n', lines)), TableOptions.ForCtgan);
        using var data = table.ToDataset();
        using var batch = data.Read(arange(500), CPU);
        var rows = table.Encoding.Decode(batch.Samples);
        for (var i = 0; i < lines.Count; i++)
        {
            var cells = lines[i].Split(',');
            Number(rows[i][0]).Should().Be(Number(cells[0]));
            rows[i].Skip(1).Should().Equal(cells[1..]);
        }

        batch.Samples.min().ToSingle().Should().BeGreaterThanOrEqualTo(-1);
        batch.Samples.max().ToSingle().Should().BeLessThanOrEqualTo(1);
        using var again = CsvTable.Load(folder.Path + "/table.csv", TableOptions.ForCtgan).ToDataset();
        using var same = again.Read(arange(500), CPU);
        same.Samples.Equals(batch.Samples).Should().BeTrue("the same modes are drawn each time");
    }

    [Fact]
    public void The_encoding_and_its_counts_survive_a_file_and_tell_the_layout()
    {
        var table = CsvTable.Load(Write("x,c\n1,a\n2,b\n,a\n9,a\n"), TableOptions.ForCtgan);
        var path = Path.Combine(folder.Path, "encoding.json");
        table.Encoding.Save(path);
        var loaded = TableEncoding.Load(path);
        loaded.Should().BeEquivalentTo(table.Encoding, options => options.RespectingRuntimeTypes());
        var (modes, category) = (loaded.Columns[0].Width - 1, loaded.Columns[0].Width);
        loaded
            .Spans.Select(span => (span.Column.Name, span.Start, span.Width, span.Kind))
            .Should()
            .Equal(
                ("x", 0, 1, TableSpanKind.Number),
                ("x", 1, modes, TableSpanKind.Mode),
                ("c", category, 2, TableSpanKind.Category)
            );
        ((CategoricalColumn)loaded.Columns[1]).Counts.Should().Equal(3, 1);
    }

    [Theory]
    [InlineData("\"modes\":[]", "no modes")]
    [InlineData("\"modes\":[{\"weight\":2,\"mean\":0,\"deviation\":1}]", "a mode of weight 2, mean 0 and deviation 1")]
    [InlineData("\"modes\":[{\"weight\":1,\"mean\":1e308,\"deviation\":1e308}]", "a mode of weight 1*")]
    public void A_stored_column_that_cannot_be_is_refused(string modes, string problem)
    {
        var json =
            "{\"columns\":[{\"kind\":\"modes\",\"name\":\"x\",\"missing\":\"Error\","
            + modes
            + ",\"min\":0,\"max\":1,\"mean\":0.5,\"decimals\":1,\"hasMissing\":false}],\"missingMarks\":[],"
            + "\"hasHeader\":true}";
        var read = () => TableEncoding.FromJson(json, "the file");
        read.Should().Throw<DataFormatException>().WithMessage($"the file: *found {problem} in column 'x'*");
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
