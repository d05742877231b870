using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>What happens to images on their way, with a gradient: noise, JPEG, a cut, another size (HiDDeN, Zhu et al.
/// 2018, arXiv:1807.09937, section 3.2).</summary>
internal static class WatermarkDistortions
{
    /// <summary>How many kinds there are; kind 0 leaves an image as it is.</summary>
    internal const int Kinds = 5;

    private const int Block = 8;

    // Luminance of the JPEG standard (ITU-T T.81, table K.1), row by row: steps at quality 50.
    private static readonly float[] Steps =
    [
        .. new float[] { 16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55 },
        .. new float[] { 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62 },
        .. new float[] { 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92 },
        .. new float[] { 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99 },
    ];

    /// <summary>One kind, its strength drawn.</summary>
    /// <param name="images">[N, C, H, W] in [−1, 1].</param>
    /// <param name="kind">From 0 on, below <see cref="Kinds"/>.</param>
    /// <param name="random">Draws.</param>
    internal static Tensor Of(Tensor images, int kind, Generator random)
    {
        using var drawn = rand([3], generator: random);
        var numbers = drawn.data<float>().ToArray();
        return kind switch
        {
            1 => images + (0.1 * numbers[0] * randn(images.shape, generator: random)),
            2 => Jpeg(images, 60),
            3 => Cut(images, 0.5 + (0.5 * numbers[0]), numbers[1], numbers[2]),
            4 => Resized(images, 0.5 + numbers[0]),
            _ => images,
        };
    }

    /// <summary>The part of the images in a window, the rest grey.</summary>
    internal static Tensor Cut(Tensor images, double share, double down, double right)
    {
        var height = Math.Max(1, (long)(images.shape[2] * share));
        var width = Math.Max(1, (long)(images.shape[3] * share));
        var top = (long)(down * (images.shape[2] - height));
        var left = (long)(right * (images.shape[3] - width));
        using var window = zeros(1, 1, images.shape[2], images.shape[3]);
        window.narrow(2, top, height).narrow(3, left, width).fill_(1);
        return images * window;
    }

    /// <summary>Another size and back.</summary>
    internal static Tensor Resized(Tensor images, double share)
    {
        var height = images.shape[2];
        var width = images.shape[3];
        return Resampling.To(Resampling.To(images, (long)(height * share), (long)(width * share)), height, width);
    }

    /// <summary>Rounding of the cosine transform of blocks, as JPEG's of luminance, in each channel; the gradient goes
    /// through the rounding unchanged. What no whole block covers stays as it is.</summary>
    internal static Tensor Jpeg(Tensor images, int quality)
    {
        var rows = images.shape[2] / Block;
        var columns = images.shape[3] / Block;
        var whole = images.narrow(2, 0, rows * Block).narrow(3, 0, columns * Block);
        var blocks = whole.reshape(images.shape[0], images.shape[1], rows, Block, columns, Block).transpose(3, 4);
        var scale = quality < 50 ? 50f / quality : (200 - (2f * quality)) / 100;
        var steps = tensor(Steps).reshape(Block, Block).mul(scale).clamp_min(1).div(127.5f);
        var cosines = Cosines();
        var waves = cosines.matmul(blocks).matmul(cosines.t());
        var rounded = waves.div(steps).round().mul(steps);
        waves += (rounded - waves).detach();
        var decoded = cosines.t().matmul(waves).matmul(cosines).transpose(3, 4).reshape(whole.shape);
        var below = images.narrow(2, 0, rows * Block).narrow(3, columns * Block, images.shape[3] - (columns * Block));
        var right = cat([decoded, below], 3);
        return cat([right, images.narrow(2, rows * Block, images.shape[2] - (rows * Block))], 2);
    }

    private static Tensor Cosines()
    {
        var matrix = new float[Block * Block];
        for (var wave = 0; wave < Block; wave++)
        {
            for (var place = 0; place < Block; place++)
            {
                var norm = wave == 0 ? Math.Sqrt(1.0 / Block) : Math.Sqrt(2.0 / Block);
                matrix[(wave * Block) + place] = (float)(
                    norm * Math.Cos(((2 * place) + 1) * wave * Math.PI / (2 * Block))
                );
            }
        }
        return tensor(matrix).reshape(Block, Block);
    }
}
