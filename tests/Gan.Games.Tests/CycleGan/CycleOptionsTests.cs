namespace Gan.Games.Tests;

public sealed class CycleOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_paper()
    {
        var options = new CycleOptions();
        options.Problems().Should().BeEmpty();
        options.Describe().Should().Be("CycleWeight = 10, IdentityWeight = 5, PoolSize = 50");
        options.Translator.Should().Be(new ResNetTranslator());
        options.Judge.Should().Be(new PatchDiscriminator { Norm = DiscriminatorNorm.Instance });
    }

    [Fact]
    public void What_is_out_of_range_is_told_all_at_once() =>
        new CycleOptions
        {
            CycleWeight = -1,
            IdentityWeight = -0.5,
            PoolSize = -2,
        }
            .Problems()
            .Select(problem => problem.What)
            .Should()
            .Equal(
                "CycleWeight must be at least 0, but was -1.",
                "IdentityWeight must be at least 0, but was -0.5.",
                "PoolSize must be at least 0, but was -2."
            );
}
