using System.Text.Json;
using Gan.Data;

namespace Gan.Metrics.Tests.Tables;

/// <summary>Against SciPy and NumPy (Fixtures/make_tables.py).</summary>
public sealed class TableComparisonTests
{
    private static readonly JsonElement Expected = Read();

    private static readonly TableEncoding Encoding = new()
    {
        Columns =
        [
            new NumericColumn("x", MissingValues.Error, NumericScaling.MinMax, -9, 9, 0, 1, 2),
            new NumericColumn("y", MissingValues.Error, NumericScaling.MinMax, -9, 9, 0, 1, 2),
            new CategoricalColumn("word", MissingValues.Error, OneHotCode.ZeroAndOne, ["a", "b", "c", "d"], "a"),
        ],
        MissingMarks = [],
        HasHeader = true,
    };

    private static JsonElement Read()
    {
        using var stream = typeof(TableComparisonTests).Assembly.GetManifestResourceStream("tables.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Rows(string name) =>
        [
            .. Expected
                .GetProperty(name)
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()),
        ];

    private static double[] Numbers(string name) =>
        [.. Expected.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static TableComparison Compared => TableComparison.Of(Encoding, Rows("real"), Rows("synthetic"));

    [Fact]
    public void Columns_are_as_alike_as_SciPy_says()
    {
        var compared = Compared;
        for (var i = 0; i < 2; i++)
        {
            compared.Columns[i].Similarity.Should().BeApproximately(1 - Numbers("ks")[i], 1e-12);
            compared.Columns[i].IsNumber.Should().BeTrue();
        }
        var words = 1 - Expected.GetProperty("variation").GetDouble();
        compared.Columns[2].Similarity.Should().BeApproximately(words, 1e-12);
        compared.ColumnSimilarity.Should().BeApproximately((2 - Numbers("ks").Sum() + words) / 3, 1e-12);
        foreach (var column in compared.Columns)
        {
            column.Bars.Sum(bar => bar.Real).Should().BeApproximately(1, 1e-9);
            column.Bars.Sum(bar => bar.Synthetic).Should().BeApproximately(1, 1e-9);
        }
    }

    [Fact]
    public void Pairs_are_as_alike_as_their_correlations_or_joint_shares()
    {
        var pairs = Compared.Pairs;
        pairs.Select(pair => (pair.First, pair.Second)).Should().Equal(("x", "y"), ("x", "word"), ("y", "word"));
        var correlation = Numbers("correlation");
        pairs[0].RealCorrelation.Should().BeApproximately(correlation[0], 1e-12);
        pairs[0].SyntheticCorrelation.Should().BeApproximately(correlation[1], 1e-12);
        pairs[0].Similarity.Should().BeApproximately(1 - (Math.Abs(correlation[0] - correlation[1]) / 2), 1e-12);
        pairs[1].Similarity.Should().BeApproximately(1 - Expected.GetProperty("joint").GetDouble(), 1e-12);
    }

    [Fact]
    public void Rows_are_as_far_from_the_real_ones_as_NumPy_says()
    {
        var distances = Compared.Distances;
        distances.CopiedRows.Should().Be(2 / 50.0);
        distances.RepeatedRows.Should().Be(1 / 50.0);
        // the lower one of the two in the middle, as libtorch has it
        distances.Nearest.Should().BeApproximately(Numbers("nearest")[24], 1e-6);
        distances.Membership.Should().BeNull();
        double.IsNaN(distances.NearestHeldOut).Should().BeTrue();
    }

    [Fact]
    public void An_attacker_knows_rows_that_were_copied_and_not_those_of_the_same_distribution()
    {
        var real = Draw(300, seed: 1);
        var heldOut = Draw(300, seed: 2);
        var copied = TableComparison.Of(Encoding, real, real, heldOut).Distances;
        copied.CopiedRows.Should().Be(1);
        copied.Nearest.Should().Be(0);
        copied.Membership!.Value.Should().BeGreaterThan(0.95);
        var fresh = TableComparison.Of(Encoding, real, Draw(300, seed: 3), heldOut).Distances;
        fresh.Membership!.Low.Should().BeLessThan(0.5);
        fresh.Membership!.High.Should().BeGreaterThan(0.5);
        fresh.Nearest.Should().BeApproximately(fresh.NearestHeldOut, 0.01);
    }

    private static List<string[]> Draw(int rows, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ =>
                    new[]
                    {
                        FormattableString.Invariant($"{(18 * random.NextDouble()) - 9:0.0000}"),
                        FormattableString.Invariant($"{(18 * random.NextDouble()) - 9:0.0000}"),
                        random.Next(2) == 0 ? "a" : "b",
                    }
                ),
        ];
    }

    [Fact]
    public void Equal_tables_are_equal_and_missing_numbers_count()
    {
        var gaps = Encoding with { Columns = [Encoding.Columns[0], Encoding.Columns[2]] };
        string[][] rows =
        [
            ["1", "a"],
            ["", "b"],
            ["3", "a"],
            ["4", "c"],
        ];
        var same = TableComparison.Of(gaps, rows, rows);
        same.ColumnSimilarity.Should().Be(1);
        same.PairSimilarity.Should().Be(1);
        same.Columns[0].MissingReal.Should().Be(0.25);
        string[][] without =
        [
            ["1", "a"],
            ["2", "b"],
        ];
        TableComparison.Of(gaps, rows, without).Columns[0].MissingSynthetic.Should().Be(0);
    }

    [Fact]
    public void The_page_is_one_file_with_all_names_that_runs_nothing()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.html");
        Compared.SaveHtml(path, "A <b>title</b>");
        var page = File.ReadAllText(path);
        File.Delete(path);
        page.Should().Contain("A &lt;b&gt;title&lt;/b&gt;").And.Contain(">word: ").And.NotContain("<script");
        page.Should().NotContain("http").And.EndWith("</html>\n");
        page.Split("<svg").Should().HaveCount(4, "there are three columns");
    }

    [Fact]
    public void Rows_that_are_none_are_refused()
    {
        var empty = () => TableComparison.Of(Encoding, Rows("real"), []);
        empty.Should().Throw<ArgumentException>().WithMessage("*at least one row*").WithParameterName("synthetic");
        string[][] word =
        [
            ["one", "2", "a"],
        ];
        var text = () => TableComparison.Of(Encoding, word, Rows("real"));
        text.Should().Throw<ArgumentException>().WithMessage("'one' in column 'x', row 0, is no number.*");
        string[][] shorter =
        [
            ["1", "2"],
        ];
        var cells = () => TableComparison.Of(Encoding, Rows("real"), shorter);
        cells.Should().Throw<ArgumentException>().WithMessage("*have 3 cells, but row 0 has 2*");
    }
}
