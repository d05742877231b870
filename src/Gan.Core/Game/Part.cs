using Gan.Data;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A batch of an update, or a part of it where memory does not hold the whole. Its tensors are
/// views.</summary>
public sealed class Part
{
    private readonly Func<int, Generator> streams;

    private Part(
        Tensor real,
        Tensor? input,
        Tensor latents,
        Tensor? condition,
        double weight,
        Func<int, Generator> streams
    )
    {
        Real = real;
        Input = input;
        Latents = latents;
        Condition = condition;
        Weight = weight;
        this.streams = streams;
    }

    /// <summary>Real samples [n, …sample shape].</summary>
    public Tensor Real { get; }

    /// <summary>What the real samples are to be made from, [n, …input shape]; of unpaired data, samples of the other
    /// kind. Null for data without inputs (<see cref="IDataset.InputShape"/>).</summary>
    public Tensor? Input { get; }

    /// <summary>Latents [n, latent size] from N(0, I), drawn for this update.</summary>
    public Tensor Latents { get; }

    /// <summary>Labels, int64 [n], or vectors, float [n, K]; null without a condition.</summary>
    public Tensor? Condition { get; }

    /// <summary>n / N: what the part's mean weighs in the mean of the whole batch.</summary>
    public double Weight { get; }

    /// <summary>Samples n.</summary>
    public long Count => Real.shape[0];

    /// <summary>
    /// A stream of random numbers of this update, such as a penalty's: the parts of a batch draw after one another what
    /// the whole batch would draw.
    /// </summary>
    /// <param name="index">Which one; no stream depends on what another drew.</param>
    public Generator Random(int index) => streams(index);

    /// <summary>The parts of so many samples; null for one part.</summary>
    internal static IReadOnlyList<Part> Split(
        Batch batch,
        Tensor latents,
        Tensor? condition,
        int? size,
        Func<int, Generator> streams
    )
    {
        if (size is not { } each || each >= batch.Count)
        {
            return [new(batch.Samples, batch.Input, latents, condition, 1, streams)];
        }
        var parts = new List<Part>();
        for (long at = 0; at + each <= batch.Count; at += each)
        {
            parts.Add(
                new(
                    batch.Samples.narrow(0, at, each),
                    batch.Input?.narrow(0, at, each),
                    latents.narrow(0, at, each),
                    condition?.narrow(0, at, each),
                    each / (double)batch.Count,
                    streams
                )
            );
        }
        return parts;
    }
}
