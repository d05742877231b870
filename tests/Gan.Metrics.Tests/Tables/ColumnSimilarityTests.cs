namespace Gan.Metrics.Tests.Tables;

/// <summary>Against SciPy (Fixtures/make_tables.py).</summary>
public sealed class ColumnSimilarityTests
{
    [Fact]
    public void Columns_are_as_alike_as_SciPy_says()
    {
        var compared = ComparedTables.Compared;
        for (var i = 0; i < 2; i++)
        {
            compared.Columns[i].Similarity.Should().BeApproximately(1 - ComparedTables.Numbers("ks")[i], 1e-12);
            compared.Columns[i].IsNumber.Should().BeTrue();
        }
        var words = 1 - ComparedTables.Expected.GetProperty("variation").GetDouble();
        compared.Columns[2].Similarity.Should().BeApproximately(words, 1e-12);
        compared.ColumnSimilarity.Should().BeApproximately((2 - ComparedTables.Numbers("ks").Sum() + words) / 3, 1e-12);
        foreach (var column in compared.Columns)
        {
            column.Bars.Sum(bar => bar.Real).Should().BeApproximately(1, 1e-9);
            column.Bars.Sum(bar => bar.Synthetic).Should().BeApproximately(1, 1e-9);
        }
    }

    [Fact]
    public void Equal_tables_are_equal_and_missing_numbers_count()
    {
        var gaps = ComparedTables.Encoding with
        {
            Columns = [ComparedTables.Encoding.Columns[0], ComparedTables.Encoding.Columns[2]],
        };
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
}
