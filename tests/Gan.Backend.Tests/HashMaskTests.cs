namespace Gan.Backend.Tests;

public sealed class HashMaskTests
{
    private const int Count = 100_003; // no multiple of any vector's length

    private readonly Random keys = new(11);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_share_kept_scatters_as_independent_draws_do(double p)
    {
        var shares = Enumerable.Range(0, 200).Select(_ => Kept(p).Average(kept => kept ? 1.0 : 0.0)).ToArray();
        var sigma = Math.Sqrt(p * (1 - p) / Count);
        shares.Average().Should().BeApproximately(1 - p, 4 * sigma / Math.Sqrt(shares.Length));
        Math.Sqrt(shares.Average(s => (s - 1 + p) * (s - 1 + p))).Should().BeApproximately(sigma, 0.2 * sigma);
    }

    [Fact]
    public void Neither_neighbours_nor_the_masks_of_two_keys_have_to_do_with_each_other()
    {
        bool[] first = Kept(0.5);
        bool[] second = Kept(0.5);
        foreach (var lag in new[] { 1, 2, 8, 64, 784 })
        {
            Correlation(first.AsSpan(lag), first.AsSpan(0, Count - lag))
                .Should()
                .BeApproximately(0, 0.015, "at lag {0}", lag);
        }
        Correlation(first, second).Should().BeApproximately(0, 0.015);
    }

    [Fact]
    public void What_is_kept_is_scaled_so_that_the_mean_stays()
    {
        var mask = Mask(5, 0.2);
        mask.Distinct().Should().BeEquivalentTo([0f, 1.25f]);
        mask.Average().Should().BeApproximately(1, 0.01f);
    }

    [Fact]
    public void The_key_decides_the_mask()
    {
        Mask(7, 0.5).Should().Equal(Mask(7, 0.5));
        Mask(7, 0.5).SequenceEqual(Mask(8, 0.5)).Should().BeFalse();
        Mask(7, 0.5).SequenceEqual(Mask(7 + (1UL << 32), 0.5)).Should().BeFalse("both halves of the key count");
    }

    [Fact]
    public void A_shorter_mask_is_the_beginning_of_a_longer_one()
    {
        for (var length = 0; length < 40; length++)
        {
            var mask = new uint[length];
            new HashMask(3, 0.5).Fill(mask);
            mask.Select(BitConverter.UInt32BitsToSingle).Should().Equal(Mask(3, 0.5).Take(length));
        }
    }

    private bool[] Kept(double p) => [.. Mask((ulong)keys.NextInt64(), p).Select(v => v > 0)];

    private static float[] Mask(ulong key, double p)
    {
        var mask = new uint[Count];
        new HashMask(key, p).Fill(mask);
        return [.. mask.Select(BitConverter.UInt32BitsToSingle)];
    }

    private static double Correlation(ReadOnlySpan<bool> a, ReadOnlySpan<bool> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] == b[i] ? 1 : -1;
        }
        return sum / a.Length;
    }
}
