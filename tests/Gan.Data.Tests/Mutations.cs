namespace Gan.Data.Tests;

/// <summary>Damaged copies of files, the same at every run: what a reader must take or refuse by name, never crash or
/// hang at.</summary>
internal static class Mutations
{
    private static readonly byte[][] Extremes =
    [
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0x7F],
        [0, 0, 0, 0x80],
        [1, 0, 0, 0],
        "99999999"u8.ToArray(),
        "\"\n,'"u8.ToArray(),
    ];

    /// <summary>How many inputs a reader is given: the environment variable GAN_MUTATIONS, or what a suite has time
    /// for.</summary>
    public static int Count(int standard) =>
        int.TryParse(
            Environment.GetEnvironmentVariable("GAN_MUTATIONS"),
            System.Globalization.CultureInfo.InvariantCulture,
            out var count
        )
            ? count
            : standard;

    /// <summary>Gives every damaged copy to a reader. Only <see cref="DataFormatException"/> may come out of it, and no
    /// more than <paramref name="maxBytes"/> may be taken.</summary>
    /// <returns>How many copies were taken for good.</returns>
    public static int Feed(IReadOnlyList<byte[]> seeds, int count, int seed, long maxBytes, Action<byte[]> read)
    {
        var random = new Random(seed);
        var good = 0;
        for (var i = 0; i < count; i++)
        {
            var damaged = Damage(seeds, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(damaged);
                good++;
            }
            catch (DataFormatException) { }
            catch (Exception other)
            {
                throw new InvalidOperationException(
                    $"Input {i} of seed {seed} led to {other.GetType().Name}: "
                        + $"{Convert.ToHexString(damaged[..Math.Min(damaged.Length, 300)])}",
                    other
                );
            }

            (GC.GetAllocatedBytesForCurrentThread() - before)
                .Should()
                .BeLessThan(maxBytes, "input {0} of seed {1} has {2} bytes", i, seed, damaged.Length);
        }

        return good;
    }

    private static byte[] Damage(IReadOnlyList<byte[]> seeds, Random random)
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var place = Place(bytes.Count, random);
            var length = Math.Min(random.Next(1, 33), bytes.Count - place);
            switch (random.Next(7))
            {
                case 0 when bytes.Count > 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when bytes.Count > 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 3:
                    bytes.RemoveRange(place, length);
                    break;
                case 4:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                case 5:
                    bytes.AddRange(seeds[random.Next(seeds.Count)][..random.Next(8)]);
                    break;
                default:
                    Overwrite(bytes, place, Extremes[random.Next(Extremes.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    // Half of the damage falls onto the first or last hundred bytes, where headers and directories are.
    private static int Place(int count, Random random) =>
        random.Next(4) switch
        {
            0 => random.Next(Math.Min(count, 100) + 1) % Math.Max(1, count),
            1 => Math.Max(0, count - 1 - random.Next(Math.Min(count, 100) + 1)),
            _ => random.Next(Math.Max(1, count)),
        };

    private static void Overwrite(List<byte> bytes, int place, byte[] with)
    {
        for (var i = 0; i < with.Length && place + i < bytes.Count; i++)
        {
            bytes[place + i] = with[i];
        }
    }
}
