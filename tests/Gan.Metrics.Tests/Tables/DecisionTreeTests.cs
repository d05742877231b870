namespace Gan.Metrics.Tests.Tables;

/// <summary>Against scikit-learn's trees (Fixtures/make_trees.py).</summary>
public sealed class DecisionTreeTests
{
    [Theory]
    [InlineData("y", "r2")]
    [InlineData("word", "f1")]
    public void A_table_teaches_as_well_as_scikit_learns_trees_learn(string target, string score)
    {
        var real = TreeTables.Rows("x", "y", "c", withNumber: target == "y");
        var test = TreeTables.Rows("tx", "ty", "tc", withNumber: target == "y");
        var efficacy = TableEfficacy.Of(TreeTables.Encoding, target, real, real, test);
        efficacy.Real.Should().BeApproximately(TreeTables.Expected.GetProperty(score).GetDouble(), 1e-9);
        efficacy.Synthetic.Should().Be(efficacy.Real);
        efficacy.IsNumber.Should().Be(target == "y");
    }
}
