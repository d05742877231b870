using Microsoft.ML.OnnxRuntime;

namespace Gan.Runtime;

/// <summary>
/// A generator from a file that <c>ExportOnnx</c> of the package Gan.Onnx wrote, run by ONNX Runtime on the processor.
/// It needs no libtorch. Equal seeds give the samples of <c>TrainedGan.Sample</c>, up to rounding. Several threads may
/// sample at once.
/// </summary>
public sealed class ShippedGan : IDisposable
{
    private readonly InferenceSession session;
    private readonly ReaderWriterLockSlim use = new(); // many may sample, and one that disposes waits for them
    private readonly ShippedCard card;
    private readonly int batch;
    private readonly string output;
    private long draws;
    private bool disposed;

    private ShippedGan(InferenceSession session, string path, int batch)
    {
        this.session = session;
        this.batch = batch;
        Metadata = session.ModelMetadata.CustomMetadataMap;
        card = ShippedCard.Read(path, Metadata);
        output = session.OutputNames.Count == 1 ? session.OutputNames[0] : throw card.Bad("it has several outputs");
        ShippedPorts.Require(session, card);
    }

    /// <summary>Loads a file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no ONNX file, holds no shipped generator, or is
    /// damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static ShippedGan Load(string path, ShippedOptions? options = null)
    {
        var how = options ?? new();
        how.ThrowIfWrong();
        var session = OnnxSession.Open(path, how.Threads);
        try
        {
            return new ShippedGan(session, path, how.BatchSize);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public IReadOnlyList<long> SampleShape => card.Shape;

    /// <summary>Entries of a latent.</summary>
    public int LatentSize => card.LatentSize;

    /// <summary>Number of classes that can be asked for; 0 for a GAN that is not asked by label.</summary>
    public long Classes => ReadsLabels ? card.Classes : 0;

    /// <summary>Numbers of a condition; 0 for a GAN that is not asked by vectors.</summary>
    public int ConditionSize => ReadsConditions ? card.ConditionSize : 0;

    /// <summary>Names of the classes, where the file has them; else empty.</summary>
    public IReadOnlyList<string> ClassNames => card.ClassNames;

    /// <summary>Name of the data that it was trained with.</summary>
    public string DataSet => card.DataSet;

    /// <summary>Training steps behind it.</summary>
    public long Step => card.Step;

    /// <summary>Whether truncation draws styles to their mean, as StyleGAN's does; else it bounds latents.</summary>
    public bool HasStyles =>
        session.OverridableInitializerMetadata.ContainsKey(ShippedPorts.Truncation) || AsksForTruncation;

    private bool AsksForTruncation => session.InputMetadata.ContainsKey(ShippedPorts.Truncation);

    /// <summary>All that the file says of itself: blueprint, licence, hash of the weights, measured error and
    /// more.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Makes samples, images in [-1, 1].</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them, in [0, Classes); null lets the classes take turns.</param>
    /// <param name="seed">Equal seeds give equal samples; null draws new ones at each call.</param>
    /// <param name="truncation">Fewer outliers for less variety, as in <c>TrainedGan.Sample</c>: the share of the way
    /// from the mean style, at least 0, or the largest size of a latent's entries, at least 0.01. Null for
    /// none.</param>
    /// <exception cref="ArgumentOutOfRangeException">count, label or truncation is out of range.</exception>
    /// <exception cref="InvalidOperationException">A label was asked of a GAN without, or it needs a
    /// condition.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public ShippedSamples Sample(int count, long? label = null, long? seed = null, double? truncation = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"count must be at least 1, but was {count}.");
        }
        if (ReadsConditions)
        {
            throw new InvalidOperationException(
                $"This GAN is conditioned on vectors of {ConditionSize} numbers. Name them: Sample(conditions)."
            );
        }
        return Make(Latents(count, seed, truncation), Labels(count, label), [], StyleShare(truncation));
    }

    /// <summary>Makes a sample for each vector: for a GAN with continuous conditions or codes.</summary>
    /// <param name="conditions">Vectors of <see cref="ConditionSize"/> numbers.</param>
    /// <param name="seed">Equal seeds give equal samples; null draws new ones at each call.</param>
    /// <exception cref="ArgumentException">There is none, or one has another length.</exception>
    /// <exception cref="InvalidOperationException">The GAN is not conditioned on vectors.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public ShippedSamples Sample(IReadOnlyList<float[]> conditions, long? seed = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(conditions);
        if (!ReadsConditions)
        {
            throw new InvalidOperationException("Vectors were asked of a GAN that is not conditioned on vectors.");
        }
        if (conditions.Count == 0 || conditions.Any(row => row?.Length != ConditionSize))
        {
            throw new ArgumentException(
                $"There must be conditions, of {ConditionSize} numbers each.",
                nameof(conditions)
            );
        }
        return Make(Latents(conditions.Count, seed, null), [], [.. conditions.SelectMany(row => row)], null);
    }

    /// <summary>Makes samples of latents that the caller drew.</summary>
    /// <param name="latents">N · <see cref="LatentSize"/> numbers, a row after another.</param>
    /// <param name="labels">N labels in [0, Classes); null for a GAN without.</param>
    /// <param name="conditions">N · <see cref="ConditionSize"/> numbers; null for a GAN without.</param>
    /// <param name="truncation">Share of the way from the mean style, for a GAN that has styles; null for
    /// none.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public ShippedSamples Generate(
        float[] latents,
        long[]? labels = null,
        float[]? conditions = null,
        double? truncation = null
    )
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(latents);
        if (latents.Length == 0 || latents.Length % LatentSize != 0)
        {
            throw new ArgumentException(
                $"Latents must be rows of {LatentSize} numbers, but are {latents.Length} numbers.",
                nameof(latents)
            );
        }
        var count = latents.Length / LatentSize;
        RequireLength(labels?.Length ?? 0, ReadsLabels ? count : 0, nameof(labels));
        RequireLength(conditions?.Length ?? 0, (long)count * ConditionSize, nameof(conditions));
        foreach (var label in labels ?? [])
        {
            CheckLabel(label);
        }
        return Make(latents, labels ?? [], conditions ?? [], HasStyles ? StyleShare(truncation) : null);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Shipped GAN of {Step} steps: samples {ShapeText.Of(card.Shape)} from latents of {LatentSize}";

    /// <summary>Frees the network, when those that are sampling have ended.</summary>
    public void Dispose()
    {
        use.EnterWriteLock();
        try
        {
            disposed = true;
            session.Dispose();
        }
        finally
        {
            use.ExitWriteLock();
        }
    }

    private bool ReadsLabels => session.InputMetadata.ContainsKey(ShippedPorts.Label);

    private bool ReadsConditions => session.InputMetadata.ContainsKey(ShippedPorts.Condition);

    private float[] Latents(int count, long? seed, double? truncation)
    {
        var own = seed ?? Interlocked.Increment(ref draws) ^ 0x5EED_0000_0000_0000;
        return Runtime.Latents.Draw(own, count, LatentSize, HasStyles ? null : truncation);
    }

    private double? StyleShare(double? truncation) =>
        truncation is null or >= 0 and <= 1e6
            ? (HasStyles ? truncation : null)
            : throw new ArgumentOutOfRangeException(
                nameof(truncation),
                $"truncation must be in [0, 1000000], but was {truncation}."
            );

    private long[] Labels(int count, long? label)
    {
        if (!ReadsLabels)
        {
            return label is null
                ? []
                : throw new InvalidOperationException($"Label {label} was asked of a GAN that is not asked by label.");
        }
        if (label is { } one)
        {
            CheckLabel(one);
        }
        var labels = new long[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = label ?? i % Classes;
        }
        return labels;
    }

    private void CheckLabel(long label)
    {
        if (label < 0 || label >= Classes)
        {
            throw new ArgumentOutOfRangeException(nameof(label), $"label must be in [0, {Classes}), but was {label}.");
        }
    }

    private static void RequireLength(long found, long expected, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"There must be {expected} {name}, but there are {found}.", name);
        }
    }

    private ShippedSamples Make(float[] latents, long[] labels, float[] conditions, double? share)
    {
        var count = latents.Length / LatentSize;
        var size = card.Shape.Aggregate(1L, (a, b) => a * b);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / size);
        use.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var values = Run(latents, labels, conditions, share, new float[count * size]);
            return new ShippedSamples(values, card.Shape, PngMark.Of(Step, DataSet));
        }
        finally
        {
            use.ExitReadLock();
        }
    }

    private float[] Run(float[] latents, long[] labels, float[] conditions, double? share, float[] values)
    {
        var count = latents.Length / LatentSize;
        var size = values.Length / count;
        for (var at = 0; at < count; at += batch)
        {
            var rows = Math.Min(batch, count - at);
            using var run = new OnnxRun(session, rows);
            run.Add(ShippedPorts.Latent, latents.AsMemory(at * LatentSize, rows * LatentSize), LatentSize);
            if (ReadsLabels)
            {
                run.Add(ShippedPorts.Label, labels.AsMemory(at, rows));
            }
            if (ReadsConditions)
            {
                run.Add(
                    ShippedPorts.Condition,
                    conditions.AsMemory(at * ConditionSize, rows * ConditionSize),
                    ConditionSize
                );
            }
            if (share is not null || AsksForTruncation)
            {
                run.AddNumber(ShippedPorts.Truncation, (float)(share ?? 1));
            }
            run.Run(output, values.AsMemory(at * size, rows * size), card.Shape);
        }
        return values;
    }
}
