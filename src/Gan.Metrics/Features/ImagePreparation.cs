using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>
/// What a network expects of its images. Each of these choices moves a FID by whole points (Parmar et al., "On Aliased
/// Resizing", arXiv:2104.11222), so <see cref="ToString"/> is part of a value's provenance.
/// </summary>
public sealed record ImagePreparation
{
    /// <summary>Side of the square that images are resized to, in
    /// pixels; 0 leaves them. Inception reads 299. Default 0.</summary>
    public int Side { get; init; }

    /// <summary>Bilinear (align_corners false; the default) or Bicubic.</summary>
    public InterpolationMode Filter { get; init; } = InterpolationMode.Bilinear;

    /// <summary>Filter before making images smaller. Default false,
    /// which is what PyTorch's and TensorFlow's FIDs do.</summary>
    public bool Antialias { get; init; }

    /// <summary>
    /// Hand over bytes 0 … 255 of type uint8, x·127.5 + 128 cut off and not rounded: what the usual Inception
    /// TorchScript files read. They resize by themselves. Default false: floats in [−1, 1].
    /// </summary>
    public bool Bytes { get; init; }

    /// <summary>Repeat a grey channel three times. Default true; colour images are left.</summary>
    public bool GreyToRgb { get; init; } = true;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.AtLeast(0, Side),
            Bounds.Must(
                Filter is InterpolationMode.Bilinear or InterpolationMode.Bicubic,
                "be Bilinear or Bicubic",
                Filter
            )
        );

    /// <summary>Prepares images [N, C, H, W] in [−1, 1]. Bytes are taken before the resize.</summary>
    /// <param name="images">Floats on any device.</param>
    /// <exception cref="ArgumentException">These are no images.</exception>
    /// <exception cref="GanConfigurationException">Side is negative, or the filter is neither of the two.</exception>
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        GanConfigurationException.ThrowIfAny(Problems());
        if (images.dim() != 4)
        {
            throw new ArgumentException(
                $"images must have shape [N, C, H, W], but have shape {ShapeText.Of(images.shape)}.",
                nameof(images)
            );
        }
        using var _ = NewDisposeScope();
        var x = images.detach().to(ScalarType.Float32);
        if (GreyToRgb && x.shape[1] == 1)
        {
            x = x.expand(x.shape[0], 3, x.shape[2], x.shape[3]);
        }
        if (Bytes)
        {
            x = x.mul(127.5).add(128).clamp(0, 255).to(ScalarType.Byte);
        }
        if (Side > 0)
        {
            x = Resize(x);
        }
        return x.contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Such as "299x299 bilinear, bytes, grey to RGB"; "none" where nothing is done.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Side != 0)
        {
            var filter = Filter == InterpolationMode.Bicubic ? "bicubic" : "bilinear";
            var antialias = Antialias ? " antialiased" : "";
            parts.Add($"{Side}x{Side} {filter}{antialias}");
        }
        if (Bytes)
        {
            parts.Add("bytes");
        }
        if (GreyToRgb)
        {
            parts.Add("grey to RGB");
        }
        return parts.Count == 0 ? "none" : string.Join(", ", parts);
    }

    private Tensor Resize(Tensor x)
    {
        var resized = functional.interpolate(
            x.to(ScalarType.Float32),
            size: [Side, Side],
            mode: Filter,
            align_corners: false,
            antialias: Antialias
        );
        return Bytes ? resized.clamp(0, 255).to(ScalarType.Byte) : resized;
    }
}
