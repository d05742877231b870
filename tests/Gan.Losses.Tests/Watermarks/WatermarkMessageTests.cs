namespace Gan.Losses.Tests.Watermarks;

public class WatermarkMessageTests
{
    [Fact]
    public void Bits_are_the_first_of_SHA_256()
    {
        // printf 'gan watermark message a key' | sha256sum, its bytes read from the lowest bit on
        byte[] hash = Convert.FromHexString("1a348ab7438b969bc2ff3e2396a7d674d70f6bcd2fbc6050a30069d9713f9c62");
        using var bits = new WatermarkMessage("a key", 16).ToTensor();
        var expected = Enumerable.Range(0, 16).Select(n => (double)((hash[n / 8] >> (n % 8)) & 1));
        bits.Values().Should().Equal(expected);
    }

    [Fact]
    public void Half_of_the_bits_of_many_keys_are_set_and_none_is_always()
    {
        var sums = new double[256];
        for (var key = 0; key < 400; key++)
        {
            using var bits = new WatermarkMessage($"{key}", 256).ToTensor();
            var values = bits.Values();
            for (var n = 0; n < sums.Length; n++)
            {
                sums[n] += values[n];
            }
        }
        // 5 deviations of 400 coins are 50
        sums.Should().OnlyContain(sum => Math.Abs(sum - 200) < 50);
    }

    [Fact]
    public void Equal_keys_give_equal_messages_and_the_key_is_not_told()
    {
        var message = new WatermarkMessage("secret", 32);
        message.Should().Be(new WatermarkMessage("secret", 32)).And.NotBe(new WatermarkMessage("Secret", 32));
        message.GetHashCode().Should().Be(new WatermarkMessage("secret", 32).GetHashCode());
        message.ToString().Should().MatchRegex("^32 bits [0-9a-f]{8}$");
    }

    [Theory]
    [InlineData("", 32)]
    [InlineData("k", 7)]
    [InlineData("k", 257)]
    public void Empty_keys_and_numbers_out_of_range_are_refused(string key, int bits) =>
        FluentActions.Invoking(() => new WatermarkMessage(key, bits)).Should().Throw<ArgumentException>();
}
