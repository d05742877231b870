namespace Gan.Metrics.Tests.Tables;

/// <summary>Against SciPy (Fixtures/make_tables.py).</summary>
public sealed class PairSimilarityTests
{
    [Fact]
    public void Pairs_are_as_alike_as_their_correlations_or_joint_shares()
    {
        var pairs = ComparedTables.Compared.Pairs;
        pairs.Select(pair => (pair.First, pair.Second)).Should().Equal(("x", "y"), ("x", "word"), ("y", "word"));
        var correlation = ComparedTables.Numbers("correlation");
        pairs[0].RealCorrelation.Should().BeApproximately(correlation[0], 1e-12);
        pairs[0].SyntheticCorrelation.Should().BeApproximately(correlation[1], 1e-12);
        pairs[0].Similarity.Should().BeApproximately(1 - (Math.Abs(correlation[0] - correlation[1]) / 2), 1e-12);
        pairs[1]
            .Similarity.Should()
            .BeApproximately(1 - ComparedTables.Expected.GetProperty("joint").GetDouble(), 1e-12);
    }
}
