using System.Globalization;
using System.Text.RegularExpressions;

namespace Gan;

/// <summary>A training step, or the trial of its networks, asked for more memory than there is. Says how much, and what
/// to do.</summary>
public sealed partial class TrainingMemoryException : OutOfMemoryException
{
    private TrainingMemoryException(string message, long? requested, Exception inner)
        : base(message, inner) => Requested = requested;

    /// <summary>Bytes of the request that failed; null where libtorch does not say.</summary>
    public long? Requested { get; }

    /// <summary>The exception for a failure, or null when it was no lack of memory.</summary>
    /// <param name="failure">What came.</param>
    /// <param name="training">The sizes.</param>
    /// <param name="pack">Samples of a pack.</param>
    /// <param name="splits">Whether a training in parts of that many samples could be built; null where the batch is
    /// not what is too large.</param>
    internal static TrainingMemoryException? From(
        Exception failure,
        TrainingOptions training,
        int pack = 1,
        Func<int, bool>? splits = null
    )
    {
        if (
            failure is TrainingMemoryException
            || !Shortage().IsMatch(failure.Message) && failure is not OutOfMemoryException
        )
        {
            return null;
        }
        var requested = Bytes(failure.Message);
        var batch = training.BatchSize;
        var part = training.MicroBatch ?? training.BatchSize;
        var half = Enumerable
            .Range(1, Math.Max(0, part / 2))
            .LastOrDefault(d => batch % d == 0 && d % Math.Max(1, pack) == 0);
        var asked = requested is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes were asked for at once")
            : "more was asked for than there is";
        var sizes = training.MicroBatch is null ? $"{batch}" : $"{batch} and MicroBatch {part}";
        return new(
            $"Memory is exhausted: {asked}, with BatchSize {sizes}. {Remedy(batch, half, pack, splits)}",
            requested,
            TorchErrors.WithoutTrace(failure)
        );
    }

    // half is the largest part of at most half the samples; 0 where there is none.
    private static string Remedy(int batch, int half, int pack, Func<int, bool>? splits)
    {
        if (half == 0)
        {
            return $"{(pack > 1 ? "One pack" : "One sample")} at a time is too much already: take a smaller network.";
        }
        return splits?.Invoke(half) == false
            ? "Take a smaller BatchSize or network: what is trained compares the samples of a batch with "
                + "each other, so that MicroBatch cannot split it."
            : $"Set TrainingOptions.MicroBatch = {half}: the same step in {batch / half} parts. A smaller "
                + "BatchSize or network needs less, too.";
    }

    /// <summary>The exception for a failure to make networks, when no batch was there yet that could be
    /// smaller.</summary>
    /// <param name="failure">What came.</param>
    /// <returns>Null when it was no lack of memory.</returns>
    internal static TrainingMemoryException? OfWeights(Exception failure)
    {
        var shortage = failure is OutOfMemoryException || Shortage().IsMatch(failure.Message);
        if (failure is TrainingMemoryException || !shortage)
        {
            return null;
        }
        var requested = Bytes(failure.Message);
        var asked = requested is { } bytes ? FormattableString.Invariant($"{bytes} bytes") : "more than there is";
        return new(
            $"Memory is exhausted: {asked} were asked for at once for weights alone, whatever the batch. "
                + "Take smaller networks, or fewer classes where they enter the networks.",
            requested,
            TorchErrors.WithoutTrace(failure)
        );
    }

    // "you tried to allocate 4503599627370496 bytes" of the processor's allocator; "Tried to allocate 2.00 GiB" of
    // CUDA's.
    private static long? Bytes(string message)
    {
        if (Amount().Match(message) is not { Success: true } found)
        {
            return null;
        }
        var unit = found.Groups[2].Value switch
        {
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => 1L,
        };
        var bytes = double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
        return bytes < long.MaxValue ? (long)bytes : null;
    }

    [GeneratedRegex(
        "out of memory|can't allocate memory|not enough memory|Storage size calculation overflowed",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Shortage();

    [GeneratedRegex(
        @"tried to allocate ([0-9]+(?:\.[0-9]+)?) (bytes|KiB|MiB|GiB|TiB)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Amount();
}
