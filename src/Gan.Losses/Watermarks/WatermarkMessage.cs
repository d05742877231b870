using System.Security.Cryptography;
using System.Text;

namespace Gan.Losses;

/// <summary>The bits that a key stands for: SHA-256 of it, so that nobody who lacks the key knows them, and so that for
/// an image without the mark each is a fair coin.</summary>
/// <remarks>Neither the key nor a bit stands in logs, checkpoints and records: <see cref="ToString"/> gives a
/// fingerprint.</remarks>
public sealed class WatermarkMessage : IEquatable<WatermarkMessage>
{
    private readonly bool[] bits;

    /// <summary>The first bits of a key.</summary>
    /// <param name="key">Any text; who knows it can detect the mark, and take it out.</param>
    /// <param name="bits">How many, from 8 to 256.</param>
    /// <exception cref="ArgumentException">The key is empty, or the number out of range.</exception>
    public WatermarkMessage(string key, int bits = 32)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Argument.Must(bits is >= 8 and <= 256, "be from 8 to 256", bits);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"gan watermark message {key}"));
        this.bits = [.. Enumerable.Range(0, bits).Select(n => ((hash[n / 8] >> (n % 8)) & 1) == 1)];
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(hash).AsSpan(0, 4));
    }

    /// <summary>How many bits.</summary>
    public int Count => bits.Length;

    private string Fingerprint { get; }

    /// <summary>1 where a bit is set, else 0: float32 [<see cref="Count"/>] on the CPU, which the caller
    /// disposes.</summary>
    public Tensor ToTensor() => tensor(Array.ConvertAll(bits, bit => bit ? 1f : 0f));

    /// <inheritdoc/>
    public bool Equals(WatermarkMessage? other) => other is not null && bits.AsSpan().SequenceEqual(other.bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WatermarkMessage);

    /// <inheritdoc/>
    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    /// <summary>The number of bits and a fingerprint of the key.</summary>
    public override string ToString() => $"{Count} bits {Fingerprint}";
}
