using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The pixels themselves, [N, C·H·W]; vectors [N, F] pass as they are. Sees brightness and place, not content:
/// for points, tables and tiny images.</summary>
public sealed class RawPixels : IFeatureExtractor
{
    /// <inheritdoc/>
    public string Name => "raw pixels";

    /// <inheritdoc/>
    public string Hash => "";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">These are no samples [N, …].</exception>
    public Tensor Extract(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() < 2)
        {
            throw new ArgumentException(
                $"images must have shape [N, C, H, W] or [N, F], but have shape {ShapeText.Of(images.shape)}.",
                nameof(images)
            );
        }
        using var _ = NewDisposeScope();
        return images.detach().cpu().flatten(1).clone().MoveToOuterDisposeScope();
    }
}
