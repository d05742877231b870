using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>Images at another size, with a gradient.</summary>
internal static class Resampling
{
    /// <summary>By means over areas where both sides shrink, else bilinear.</summary>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="height">Rows wanted.</param>
    /// <param name="width">Columns wanted.</param>
    internal static Tensor To(Tensor images, long height, long width)
    {
        if (images.shape[2] == height && images.shape[3] == width)
        {
            return images;
        }
        return images.shape[2] >= height && images.shape[3] >= width
            ? functional.adaptive_avg_pool2d(images, [height, width])
            : functional.interpolate(images, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
    }
}
