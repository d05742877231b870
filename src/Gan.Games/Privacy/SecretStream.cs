using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gan.Games;

/// <summary>
/// Random numbers that nobody can tell without the key, as a function of (key, update): AES-256 in counter mode. Noise
/// from a guessable seed could be taken away again, and libtorch's generator has 2^32 seeds.
/// </summary>
internal sealed class SecretStream : IDisposable
{
    /// <summary>Numbers of 64 bits in a key.</summary>
    internal const int KeyLength = 4;

    private const int BlockSize = 16;
    private const double Unit = 1.0 / (1L << 53);

    private readonly Aes aes;
    private readonly long update;
    private readonly byte[] counters = new byte[BlockSize * 128];
    private readonly byte[] drawn = new byte[BlockSize * 128];
    private long block;
    private int used;

    /// <param name="key">Four numbers.</param>
    /// <param name="update">Number of the update: each has numbers of its own.</param>
    internal SecretStream(ReadOnlySpan<long> key, long update)
    {
        Span<byte> bytes = stackalloc byte[KeyLength * sizeof(long)];
        for (var i = 0; i < KeyLength; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], key[i]);
        }
        aes = Aes.Create();
        aes.Key = bytes.ToArray();
        this.update = update;
        used = drawn.Length;
    }

    /// <summary>A key of the operating system's randomness, or of a seed.</summary>
    internal static long[] Key(ulong? seed)
    {
        Span<byte> bytes = stackalloc byte[KeyLength * sizeof(long)];
        if (seed is { } stated)
        {
            Span<byte> text = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(text, stated);
            SHA256.HashData(text, bytes);
        }
        else
        {
            RandomNumberGenerator.Fill(bytes);
        }
        var key = new long[KeyLength];
        for (var i = 0; i < KeyLength; i++)
        {
            key[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * sizeof(long))..]);
        }
        return key;
    }

    /// <summary>The rows that take part: each of so many with the same chance, on its own (Poisson sampling).</summary>
    internal long[] Rows(long count, double rate)
    {
        var rows = new List<long>();
        for (var row = 0L; row < count; row++)
        {
            if (Next() < rate)
            {
                rows.Add(row);
            }
        }
        return [.. rows];
    }

    /// <summary>Normal numbers of mean 0 and deviation 1 (Box and Muller 1958).</summary>
    internal float[] Normal(long count)
    {
        var numbers = new float[count];
        for (var i = 0L; i < count; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - Next()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * Next());
            numbers[i] = (float)(radius * cos);
            if (i + 1 < count)
            {
                numbers[i + 1] = (float)(radius * sin);
            }
        }
        return numbers;
    }

    /// <summary>A seed of another stream.</summary>
    internal ulong Seed()
    {
        if (used == drawn.Length)
        {
            Fill();
        }
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(drawn.AsSpan(used));
        used += sizeof(ulong);
        return bits;
    }

    /// <summary>A number in [0, 1).</summary>
    private double Next() => (Seed() >> 11) * Unit;

    private void Fill()
    {
        for (var at = 0; at < counters.Length; at += BlockSize)
        {
            BinaryPrimitives.WriteInt64LittleEndian(counters.AsSpan(at), update);
            BinaryPrimitives.WriteInt64LittleEndian(counters.AsSpan(at + sizeof(long)), block++);
        }
        aes.EncryptEcb(counters, drawn, PaddingMode.None);
        used = 0;
    }

    public void Dispose() => aes.Dispose();
}
