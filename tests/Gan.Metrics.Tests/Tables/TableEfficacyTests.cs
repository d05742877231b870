namespace Gan.Metrics.Tests.Tables;

public sealed class TableEfficacyTests
{
    [Fact]
    public void A_column_that_is_not_there_is_said()
    {
        var real = TreeTables.Rows("x", "y", "c", withNumber: true);
        var of = () => TableEfficacy.Of(TreeTables.Encoding, "z", real, real, real);
        of.Should().Throw<ArgumentException>().WithMessage("*'z' is none of 'a', 'b', 'c', 'y', 'word'*");
    }
}
