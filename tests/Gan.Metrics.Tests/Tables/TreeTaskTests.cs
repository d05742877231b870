namespace Gan.Metrics.Tests.Tables;

public sealed class TreeTaskTests
{
    [Fact]
    public void Rows_without_a_bond_teach_nothing()
    {
        var real = TreeTables.Rows("x", "y", "c", withNumber: true);
        var test = TreeTables.Rows("tx", "ty", "tc", withNumber: true);
        var shuffled = real.Select(
            (row, i) => new[] { row[0], row[1], row[2], real[(i + 60) % real.Count][3], row[4] }
        );
        var efficacy = TableEfficacy.Of(TreeTables.Encoding, "y", real, [.. shuffled], test);
        efficacy.Real.Should().BeGreaterThan(0.4);
        efficacy.Synthetic.Should().BeLessThan(0.1);
    }
}
