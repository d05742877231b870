using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// How far samples are from each other and from real ones, measured against the same distances among real samples, so
/// that the numbers mean the same for digits, photographs and points. Distances are Euclidean between the raw values.
/// </summary>
internal sealed class SampleSpread : IDisposable
{
    // A pair closer than this share of the usual distance of neighbours looks the same: a real set has next to none.
    private const double NearDuplicate = 0.25;

    private const long LeastData = 16; // of fewer samples, distances say nothing

    private readonly Tensor reference;
    private readonly double realNeighbour;
    private readonly double realNearest;

    /// <param name="real">Real samples [M, …], M ≥ 2 times count; they are copied.</param>
    /// <param name="count">Samples of one look: the number of real ones they are compared with.</param>
    public SampleSpread(Tensor real, int count)
    {
        using var _ = NewDisposeScope();
        reference = Flat(real).clone().DetachFromDisposeScope();
        Count = (int)Math.Min(count, reference.shape[0] / 2);
        var some = reference.index_select(0, RealSamples.Indices(reference.shape[0], Count));
        var pairs = Distances(some, some);
        RealPair = Mean(pairs);
        realNeighbour = Median(Neighbours(pairs));
        realNearest = Median(Neighbours(Distances(some, reference)));
    }

    /// <summary>Compares with at most so many samples of a data set. Null where
    /// the data give no measure: they are hidden, too few or all alike.</summary>
    public static SampleSpread? Of(IDataset data, long references, int count)
    {
        if (data.IsHidden || data.Count < LeastData)
        {
            return null;
        }
        using var real = RealSamples.Read(data, references);
        var spread = new SampleSpread(real, count);
        if (spread.RealPair > 0)
        {
            return spread;
        }
        spread.Dispose();
        return null;
    }

    /// <summary>Samples of one look.</summary>
    public int Count { get; }

    /// <summary>Mean distance between real samples, the scale of everything
    /// here; 0 when they are all alike, and then nothing can be said.</summary>
    public double RealPair { get; }

    /// <summary>Spread, share of duplicates and distance to real samples, as <see cref="HealthReading"/> has them; NaN
    /// for samples that are no numbers.</summary>
    public (double Spread, double Duplicates, double Nearest) Measure(Tensor samples)
    {
        using var _ = NewDisposeScope();
        var flat = Flat(samples);
        if (!flat.isfinite().all().ToBoolean())
        {
            return (double.NaN, double.NaN, double.NaN);
        }
        var between = Distances(flat, flat);
        var isDuplicate = Neighbours(between).lt(NearDuplicate * realNeighbour);
        var duplicates = isDuplicate.to(ScalarType.Float64).mean().ToDouble();
        var nearest = Median(Distances(flat, reference).amin(1));
        return (Mean(between) / RealPair, duplicates, realNearest > 0 ? nearest / realNearest : double.NaN);
    }

    /// <summary>Of the distances between different rows; those of a row to itself are 0.</summary>
    private static double Mean(Tensor square) => square.sum().ToDouble() / (square.shape[0] * (square.shape[0] - 1));

    /// <summary>The smallest distance of each row but one, which is the row's to itself.</summary>
    private static Tensor Neighbours(Tensor distances) => distances.topk(2, 1, largest: false).values.amax(1);

    private static double Median(Tensor values)
    {
        double[] sorted = [.. values.contiguous().data<double>()];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    // In double precision and by |a|² + |b|² − 2ab, which is one matrix product. Its error is 1e-7 of the norms, where
    // a copy should have distance 0.
    private static Tensor Distances(Tensor a, Tensor b)
    {
        var squares = a.square().sum(1).unsqueeze(1) + b.square().sum(1).unsqueeze(0) - (2 * a.mm(b.t()));
        return squares.clamp_min(0).sqrt();
    }

    private static Tensor Flat(Tensor samples) =>
        samples.detach().cpu().to(ScalarType.Float64).reshape(samples.shape[0], -1);

    /// <inheritdoc/>
    public void Dispose() => reference.Dispose();
}
