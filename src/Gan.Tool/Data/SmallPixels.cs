using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Data;

/// <summary>Samples themselves as features, pictures as means over at most 16 by 16 fields: a covariance of whole
/// pictures would take hours.</summary>
internal sealed class SmallPixels : IFeatureExtractor
{
    private const long Side = 16;

    /// <inheritdoc/>
    public string Name => $"pixels, at most {Side} by {Side}";

    /// <inheritdoc/>
    public string Hash => "";

    /// <inheritdoc/>
    public Tensor Extract(Tensor images)
    {
        using var scope = NewDisposeScope();
        if (images.dim() == 4)
        {
            var height = Math.Min(Side, images.shape[2]);
            var width = Math.Min(Side, images.shape[3]);
            images = nn.functional.adaptive_avg_pool2d(images, [height, width]);
        }
        return images.reshape(images.shape[0], -1).MoveToOuterDisposeScope();
    }
}
