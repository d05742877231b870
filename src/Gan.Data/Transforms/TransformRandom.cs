using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Random numbers for the samples of a batch, a stream for each sample: what one sample draws depends on the
/// seed and its place alone, not on the size of the batch.</summary>
public sealed class TransformRandom
{
    // 128 MiB of streams; no batch has a thousandth of that.
    private const int MaxSamples = 1 << 24;

    private readonly SplitMix64[] streams;

    /// <summary>Makes the streams.</summary>
    /// <param name="seed">What all numbers derive from.</param>
    /// <param name="count">Number of samples, from 0 to 16,777,216.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of its range.</exception>
    public TransformRandom(ulong seed, int count)
    {
        Argument.Within(0, MaxSamples, count);
        streams = [.. Enumerable.Range(0, count).Select(i => SplitMix64.For(seed, i))];
    }

    private TransformRandom(SplitMix64[] streams) => this.streams = streams;

    /// <summary>The streams of so many samples from a place in the batch on.</summary>
    internal static TransformRandom From(int first, ulong seed, int count) =>
        new([.. Enumerable.Range(first, count).Select(i => SplitMix64.For(seed, i))]);

    /// <summary>Number of samples N.</summary>
    public int Count => streams.Length;

    /// <summary>Streams that depend on nothing but each sample's index: for what is read without a seed.</summary>
    internal static TransformRandom OfSamples(Tensor indices)
    {
        using var dense = indices.contiguous();
        ReadOnlySpan<long> numbers = MemoryMarshal.Cast<byte, long>(dense.bytes);
        return new([.. numbers.ToArray().Select(index => SplitMix64.For(0, index))]);
    }

    /// <summary>The next number of each stream, uniform in an interval.</summary>
    /// <param name="interval">Where the numbers lie; a single point gives that point.</param>
    /// <returns>N numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/>
    /// does not rise, or an end is not finite.</exception>
    public double[] Uniform(Interval interval)
    {
        Argument.ThrowIf(interval.Outside(double.MinValue, double.MaxValue, nameof(interval)), nameof(interval));
        var numbers = new double[streams.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = interval.From + (streams[i].Unit() * (interval.To - interval.From));
        }

        return numbers;
    }

    /// <summary>The next whole number of each stream, uniform without bias.</summary>
    /// <param name="from">The smallest.</param>
    /// <param name="to">The largest, at least <paramref name="from"/>.</param>
    /// <returns>N numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/>
    /// is less than <paramref name="from"/>.</exception>
    public long[] Whole(long from, long to)
    {
        Argument.AtLeast(from, to);
        var numbers = new long[streams.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = from + (long)streams[i].Below((ulong)(to - from) + 1);
        }

        return numbers;
    }

    /// <summary>True for each sample with a probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <returns>N answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside of [0, 1].</exception>
    public bool[] Chance(double probability)
    {
        Argument.Within(0, 1, probability);
        return Array.ConvertAll(Uniform((0, 1)), number => number < probability);
    }
}
