namespace Gan.Metrics.Tests.Texts;

public sealed class TextNoveltyTests
{
    [Fact]
    public void It_counts_new_and_different_texts()
    {
        var found = TextNovelty.Of(
            [
                [1, 2],
                [1, 2],
                [12],
                [3],
            ],
            [
                [1, 2],
                [3, 1],
            ]
        );
        found.Should().Be(new TextNovelty(New: 0.5, Distinct: 0.75));
    }
}
