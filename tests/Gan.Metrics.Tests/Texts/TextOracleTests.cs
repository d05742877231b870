namespace Gan.Metrics.Tests.Texts;

public sealed class TextOracleTests
{
    private static IReadOnlyList<IReadOnlyList<long>> All =>
        [.. Enumerable.Range(0, 27).Select(i => new long[] { i / 9, i / 3 % 3, i % 3 })];

    private static double Probability(TextOracle oracle, IReadOnlyList<long> text) =>
        Math.Exp(-oracle.Unlikelihood([text]) * text.Count);

    [Fact]
    public void It_writes_each_text_as_often_as_it_says()
    {
        using var oracle = new TextOracle(tokens: 3, length: 3, seed: 5);
        All.Sum(text => Probability(oracle, text)).Should().BeApproximately(1, 1e-5);
        const int Count = 20_000;
        var written = oracle
            .Write(Count, seed: 1)
            .CountBy(text => (text[0] * 9) + (text[1] * 3) + text[2])
            .ToDictionary();
        var square = 0.0;
        foreach (var (i, text) in All.Index())
        {
            var expected = Count * Probability(oracle, text);
            var missed = written.GetValueOrDefault(i) - expected;
            square += missed * missed / Math.Max(expected, 1);
        }
        square.Should().BeLessThan(54, "χ² with 26 degrees of freedom is above that once in a thousand");
    }

    [Fact]
    public void Its_own_texts_are_likelier_than_any()
    {
        // Logits of deviation σ: ln V − σ²/2 for its own, ln V + σ²/2 for others; in the paper 5.75 and 10.31 of 8.52
        using var oracle = new TextOracle(tokens: 500, length: 12, seed: 1);
        var random = new Random(1);
        var others = Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 12).Select(_ => random.NextInt64(500)));
        var own = oracle.Unlikelihood(oracle.Write(500, seed: 2));
        var strange = oracle.Unlikelihood([.. others.Select(text => text.ToArray())]);
        own.Should().BeInRange(2.5, Math.Log(500) - 1);
        strange.Should().BeGreaterThan(Math.Log(500) + 1);
        ((own + strange) / 2).Should().BeApproximately(Math.Log(500), 0.8);
    }

    [Fact]
    public void Equal_seeds_are_the_same_oracle()
    {
        using var oracle = new TextOracle(9, 4, seed: 3);
        using var again = new TextOracle(9, 4, seed: 3);
        again
            .Write(5, seed: 1)
            .Should()
            .BeEquivalentTo(oracle.Write(5, seed: 1), options => options.WithStrictOrdering());
        using var other = new TextOracle(9, 4, seed: 4);
        other
            .Unlikelihood([
                [1, 2, 3, 4],
            ])
            .Should()
            .NotBe(
                oracle.Unlikelihood([
                    [1, 2, 3, 4],
                ])
            );
    }

    [Theory]
    [InlineData(new long[] { 1, 2 })]
    [InlineData(new long[] { 1, 2, 3, 9 })]
    public void Other_texts_are_refused(long[] text)
    {
        using var oracle = new TextOracle(9, 4, seed: 3);
        var judge = () => oracle.Unlikelihood([text]);
        judge.Should().Throw<ArgumentException>().WithMessage("The oracle's texts are 4 numbers below 9*");
    }
}
