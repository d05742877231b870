namespace Gan.Data.Tests.Tables;

public sealed class VariationalMixtureTests
{
    private const int Modes = 10;
    private const int Rounds = 100;

    [Theory]
    [InlineData("three peaks")]
    [InlineData("skewed")]
    [InlineData("whole numbers")]
    public void From_the_same_clusters_it_finds_the_mixture_of_scikit_learn(string column)
    {
        var values = ModesFixture.Numbers(column, "values");
        int[] clusters = [.. ModesFixture.Numbers(column, "clusters").Select(cluster => (int)cluster)];
        var mixture = VariationalMixture.Fit(values, [.. values.Select(_ => 1.0)], clusters, Modes, Rounds);
        Compare(mixture.Weights, ModesFixture.Numbers(column, "weights"));
        Compare(mixture.Means, ModesFixture.Numbers(column, "means"));
        Compare(mixture.Variances, ModesFixture.Numbers(column, "variances"));
    }

    [Fact]
    public void A_value_that_is_counted_twice_is_as_good_as_two()
    {
        const string Column = "whole numbers";
        var values = ModesFixture.Numbers(Column, "values");
        var clusters = ModesFixture.Numbers(Column, "clusters");
        var groups = values.Zip(clusters).GroupBy(value => value).ToList();
        groups.Count.Should().BeLessThan(values.Length / 4);
        var mixture = VariationalMixture.Fit(
            [.. groups.Select(group => group.Key.First)],
            [.. groups.Select(group => (double)group.Count())],
            [.. groups.Select(group => (int)group.Key.Second)],
            Modes,
            Rounds
        );
        Compare(mixture.Means, ModesFixture.Numbers(Column, "means"));
        Compare(mixture.Variances, ModesFixture.Numbers(Column, "variances"));
    }

    private static void Compare(double[] found, double[] expected)
    {
        found.Should().HaveCount(expected.Length);
        foreach (var (one, other) in found.Zip(expected))
        {
            one.Should().BeApproximately(other, 1e-7);
        }
    }
}
