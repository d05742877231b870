namespace Gan.Tests;

public sealed class RandomSeedTests
{
    [Fact]
    public void Each_argument_makes_another_seed()
    {
        long[] seeds =
        [
            RandomSeed.Of(1, 2, 3, 4),
            RandomSeed.Of(2, 2, 3, 4),
            RandomSeed.Of(1, 3, 3, 4),
            RandomSeed.Of(1, 2, 4, 4),
            RandomSeed.Of(1, 2, 3, 5),
        ];
        seeds.Should().OnlyHaveUniqueItems().And.OnlyContain(seed => seed >= 0);
    }

    // SplitMix64 by Python's integers: files and checkpoints rest on these numbers.
    [Theory]
    [InlineData(0, 1, 0, 0, 4635879678023765015)]
    [InlineData(5, 7, 0, 0, 4808590361469958355)]
    [InlineData(3, 2, 41, 1, 3653915958537873743)]
    public void Seeds_never_change(ulong seed, ulong purpose, long step, int iteration, long expected) =>
        RandomSeed.Of(seed, purpose, step, iteration).Should().Be(expected);
}
