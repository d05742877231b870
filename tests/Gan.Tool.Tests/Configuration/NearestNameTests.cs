using Gan.Tool.Configuration;

namespace Gan.Tool.Tests.Configuration;

public sealed class NearestNameTests
{
    // Distances as in the literature: kitten and sitting are 3 apart, two swapped letters 1.
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("steps", "stpes", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void The_distance_counts_letters_to_change(string a, string b, int distance) =>
        NearestName.Distance(a, b).Should().Be(distance);

    [Theory]
    [InlineData("batch_size", "batchSize")]
    [InlineData("wgan-gp", "wgangp")]
    [InlineData("xyz", null)]
    public void Only_what_is_near_is_proposed(string written, string? meant) =>
        NearestName.Of(written, ["batchSize", "wgangp", "hinge"]).Should().Be(meant);
}
