namespace Gan.Metrics.Tests.Texts;

public sealed class TextFrechetTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void It_is_the_distance_of_SciPys_root(int place)
    {
        var texts = TextCase.Number(place);
        var found = TextFrechet.Of(texts.Real, texts.Made, Math.Min(texts.N, 2));
        found.Should().BeApproximately(texts.Expected("frechet"), 1e-5);
    }

    [Fact]
    public void The_most_frequent_runs_alone_are_counted()
    {
        IReadOnlyList<IReadOnlyList<long>> real =
        [
            [1, 1],
            [1, 2],
            [1, 1],
        ];
        IReadOnlyList<IReadOnlyList<long>> made =
        [
            [1, 1],
            [1, 3],
            [1, 1],
        ];
        TextFrechet.Of(real, made, n: 1, runs: 1).Should().BeApproximately(0, 1e-9, "they differ in other tokens");
        TextFrechet.Of(real, made, n: 1, runs: 2).Should().BeGreaterThan(0.05);
    }

    [Fact]
    public void Texts_shorter_than_a_run_have_none()
    {
        var none = () =>
            TextFrechet.Of(
                [
                    [1],
                    [2],
                ],
                [
                    [1],
                    [2],
                ],
                n: 2
            );
        none.Should().Throw<ArgumentException>().WithMessage("No real text has 2 tokens.*");
    }
}
