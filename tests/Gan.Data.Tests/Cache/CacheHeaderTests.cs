namespace Gan.Data.Tests.Cache;

public sealed class CacheHeaderTests : CacheTest
{
    [Fact]
    public void A_cache_cut_short_anywhere_is_never_read()
    {
        Load(Options).Dispose();
        var good = File.ReadAllBytes(Cache);
        for (var length = 0; length < good.Length; length += 211)
        {
            File.WriteAllBytes(Cache, good[..length]);
            Refused();
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_never_trained_on()
    {
        using var plain = Load(Options with { Cache = null });
        var expected = Pixels(plain);
        Load(Options).Dispose();
        var good = File.ReadAllBytes(Cache);
        for (var at = 0; at < good.Length; at += at < 256 ? 3 : 61)
        {
            byte[] bad = [.. good];
            bad[at] ^= (byte)(1 << at % 8);
            File.WriteAllBytes(Cache, bad);
            if (at is >= 4096 and < 4096 + (6 * 48))
            {
                using var opened = ImageCache.Load(Cache);
                opened
                    .Invoking(Pixels)
                    .Should()
                    .Throw<DataFormatException>()
                    .WithMessage(
                        "*expected the pixels that were written, but found others in the 64 KiB from byte 4096 on. "
                            + "Delete the file*"
                    );
                FluentActions
                    .Invoking(() => ImageCache.Load(Cache, verify: true))
                    .Should()
                    .Throw<DataFormatException>()
                    .WithMessage("*its pixels are damaged*");
                using var mended = Load(Options with { VerifyCache = true });
                Pixels(mended).Should().Equal(expected);
            }
            else
            {
                Refused();
            }
        }
    }
}
