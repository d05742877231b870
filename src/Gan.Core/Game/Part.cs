using Gan.Data;
using Gan.Losses;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A batch of an update, or a part of it where memory does not hold the whole. Its tensors are
/// views.</summary>
public sealed class Part
{
    private readonly PartPlace place;

    private Part(Tensor real, Tensor? input, Tensor latents, Tensor? condition, PartPlace place)
    {
        Real = real;
        Input = input;
        Latents = latents;
        Condition = condition;
        this.place = place;
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
    public double Weight => Count / (double)place.Whole;

    /// <summary>Samples n.</summary>
    public long Count => Real.shape[0];

    /// <summary>
    /// A stream of random numbers of this update, such as a penalty's: the parts of a batch draw after one another what
    /// the whole batch would draw.
    /// </summary>
    /// <param name="index">Which one; no stream depends on what another drew.</param>
    public Generator Random(int index) => place.Streams(index);

    /// <summary>The stream of a term that draws for the whole batch where several processes share it: draw while
    /// <see cref="Share"/> is in use.</summary>
    internal Generator RandomOfTerm(int index) => place.TermStreams(index);

    /// <summary>Until the result is disposed, terms draw for these rows of the whole batch.</summary>
    internal IDisposable? Share() => place.IsShared ? BatchShare.Use(place.First, Count, place.Whole) : null;

    /// <summary>The parts of a batch.</summary>
    /// <param name="batch">The batch, or what this process has of it.</param>
    /// <param name="latents">A row for each sample.</param>
    /// <param name="condition">A row for each sample; null without.</param>
    /// <param name="size">Samples of a part; null for one part.</param>
    /// <param name="placeOf">Where a part stands whose rows begin at a row of <paramref name="batch"/>.</param>
    internal static IReadOnlyList<Part> Split(
        Batch batch,
        Tensor latents,
        Tensor? condition,
        int? size,
        Func<long, PartPlace> placeOf
    )
    {
        if (size is not { } each || each >= batch.Count)
        {
            return [new(batch.Samples, batch.Input, latents, condition, placeOf(0))];
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
                    placeOf(at)
                )
            );
        }
        return parts;
    }
}

/// <summary>Where a part stands in the whole batch, and what it draws.</summary>
/// <param name="First">Its first row there, from 0.</param>
/// <param name="Whole">Rows of the whole batch.</param>
/// <param name="IsShared">Whether other processes have the other rows.</param>
/// <param name="Streams">Streams of an update by number.</param>
/// <param name="TermStreams">Streams of the terms of an objective by number.</param>
internal sealed record PartPlace(
    long First,
    long Whole,
    bool IsShared,
    Func<int, Generator> Streams,
    Func<int, Generator> TermStreams
);
