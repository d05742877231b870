using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// A fixed, ordered set of samples that can be read in any order. Reading the same indices twice gives the same batch;
/// an implementation must allow reads from several threads at once.
/// </summary>
public interface IDataset : IDisposable
{
    /// <summary>What the data are, for logs, run records and error messages.</summary>
    string Name { get; }

    /// <summary>What its samples are called where their number or speed is shown, in the plural. Default
    /// samples.</summary>
    string Unit => "samples";

    /// <summary>How many of <see cref="Unit"/> a sample has, on average. Default 1; of texts, their tokens.</summary>
    double UnitsPerSample => 1;

    /// <summary>Number of samples, at least 1.</summary>
    long Count { get; }

    /// <summary>Shape of one sample: <c>[C, H, W]</c> for images, <c>[F]</c> for vectors.</summary>
    IReadOnlyList<long> SampleShape { get; }

    /// <summary>Shape of the <see cref="Batch.Input"/> of one sample; null (the default) for data without
    /// inputs.</summary>
    IReadOnlyList<long>? InputShape => null;

    /// <summary>By what its samples can be asked: labels 0 … K − 1, vectors of K numbers, or nothing.</summary>
    ConditionSpec Condition { get; }

    /// <summary>True where samples are read by the game alone: <see cref="Read(Tensor, Device)"/> throws, and onlookers
    /// do without real samples. Default false.</summary>
    bool IsHidden => false;

    /// <summary>What neighbouring numbers of a sample say, for rows of a table; none (the default) where that is not
    /// known.</summary>
    IReadOnlyList<TableSpan> Spans => [];

    /// <summary>How many samples each label has that occurs; null (as it comes) where that is not known without reading
    /// the samples, or for data without labels. Build() warns of classes without a sample by it.</summary>
    IReadOnlyDictionary<long, long>? ClassCounts => null;

    /// <summary>Gathers samples into a batch on a device.</summary>
    /// <param name="indices">Which samples: int64 <c>[N]</c> on
    /// the CPU, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="device">Where the batch is to live.</param>
    /// <returns>
    /// Float32 samples <c>[N, …SampleShape]</c>, images in [−1, 1], and the condition: int64 labels <c>[N]</c> or
    /// float32 vectors <c>[N, K]</c> (null for data without). Float32 inputs <c>[N, …InputShape]</c> where there are
    /// any. The caller owns it.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is not an int64 vector on the CPU.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside of the data.</exception>
    /// <exception cref="ObjectDisposedException">The data set is disposed; names it.</exception>
    Batch Read(Tensor indices, Device device);

    /// <summary>
    /// Gathers samples for training. A data set that changes its samples at random, such as
    /// <see cref="AugmentedDataset"/>, does so here and nowhere else; one that wraps another hands the seed on; all
    /// others leave this as it is, the same as without a seed.
    /// </summary>
    /// <param name="indices">Which samples: int64 <c>[N]</c> on
    /// the CPU, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="device">Where the batch is to live.</param>
    /// <param name="seed">What all random changes of this batch derive
    /// from: the same indices and seed give the same batch.</param>
    /// <returns>As without a seed.</returns>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is not an int64 vector on the CPU.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside of the data.</exception>
    Batch Read(Tensor indices, Device device, ulong seed) => Read(indices, device);

    /// <summary>
    /// Gathers samples for a place in the run of a <see cref="BatchStream"/>, which calls this one. Only a data set
    /// whose batch depends on more than its indices and seed, such as <see cref="UnpairedDataset"/>, and those that
    /// wrap others have to know it; all others leave it as it is.
    /// </summary>
    /// <param name="indices">Which samples: int64 <c>[N]</c> on
    /// the CPU, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="device">Where the batch is to live.</param>
    /// <param name="place">What the batch is a function of, beside the indices.</param>
    /// <returns>As without a seed.</returns>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is not an int64 vector on the CPU.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside of the data.</exception>
    Batch Read(Tensor indices, Device device, BatchPlace place) => Read(indices, device, place.SeedOfPiece);
}
