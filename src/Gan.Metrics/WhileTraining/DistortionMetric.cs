using System.Collections.ObjectModel;
using System.Globalization;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>What a <see cref="DistortionMetric"/> measures.</summary>
public enum DistortionKind
{
    /// <summary>Peak signal-to-noise ratio in decibels; more is better.</summary>
    Psnr,

    /// <summary>Structural similarity, at most 1; more is better.</summary>
    Ssim,

    /// <summary>Mean absolute difference on the scale of [−1, 1]; less is better.</summary>
    L1,
}

/// <summary>
/// The mean <see cref="Distortion"/> of translations from their targets while a game trains that translates. Give it
/// pairs that the training does not see.
/// </summary>
public sealed class DistortionMetric : IGanMetric
{
    private const long Chunk = 64;

    private readonly DistortionKind kind;
    private readonly IDataset pairs;
    private readonly long count;
    private readonly int border;

    /// <summary>Makes the metric.</summary>
    /// <param name="kind">What to measure.</param>
    /// <param name="pairs">Inputs with their targets, which stay the caller's.</param>
    /// <param name="count">How many pairs, from the first; null takes all. At least 1.</param>
    /// <param name="name">What it is called, where there are several of a kind; null takes the kind's name.</param>
    /// <param name="border">Pixels that <see cref="DistortionKind.Psnr"/> leaves out at each edge, as papers on
    /// super-resolution leave out as many as the factor. At least 0; the other kinds leave out none.</param>
    /// <exception cref="ArgumentException">The data have no inputs, or another kind than PSNR is to leave out a
    /// border.</exception>
    public DistortionMetric(
        DistortionKind kind,
        IDataset pairs,
        long? count = null,
        string? name = null,
        int border = 0
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.InputShape is null)
        {
            throw new ArgumentException(
                $"A distortion is measured on pairs, but '{pairs.Name}' has no inputs. "
                    + "Take PairedFolders, PairedDataset or WithInput.",
                nameof(pairs)
            );
        }
        if (border > 0 && kind != DistortionKind.Psnr)
        {
            throw new ArgumentException($"Only PSNR leaves out a border, but the kind is {kind}.", nameof(border));
        }
        Argument.ThrowIf(Bounds.Named(kind), nameof(kind));
        Name = name ?? kind.ToString().ToUpperInvariant();
        ArgumentException.ThrowIfNullOrEmpty(Name, nameof(name));
        this.border = Argument.AtLeast(0, border);
        this.kind = kind;
        this.pairs = pairs;
        this.count = Math.Min(pairs.Count, Argument.AtLeast(1, count ?? pairs.Count));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool NeedsTranslator => true;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance =>
        new ReadOnlyDictionary<string, string>(
            new Dictionary<string, string>
            {
                ["pairs"] = $"{pairs.Name}, the first {count.ToString(CultureInfo.InvariantCulture)}",
            }
        );

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The game does not translate.</exception>
    public double Measure(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sum = 0.0;
        for (long at = 0; at < count; at += Chunk)
        {
            using var scope = NewDisposeScope();
            var batch = pairs.Read(arange(at, Math.Min(at + Chunk, count)), CPU);
            sum += Of(context.Translate(batch.Input!), batch.Samples).sum().ToDouble();
        }
        return sum / count;
    }

    private Tensor Of(Tensor images, Tensor targets) =>
        kind switch
        {
            DistortionKind.Psnr => Distortion.Psnr(images, targets, border),
            DistortionKind.Ssim => Distortion.Ssim(images, targets),
            _ => Distortion.L1(images, targets),
        };
}
