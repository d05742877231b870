namespace Gan.Losses;

/// <summary>
/// What the augmentations of images have in common. Pixels are moved by gathering them, which can be differentiated
/// twice, so that a gradient penalty can look through an augmentation; libtorch's grid_sample cannot.
/// </summary>
internal static class ImageAugmentation
{
    public static IEnumerable<Problem> Problems(object augmentation, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count != 3)
        {
            var name = augmentation.GetType().Name;
            yield return new Problem(
                $"{name} changes images [C, H, W], but samples have the shape {ShapeText.Of(shape)}.",
                "Leave it out, or use InstanceNoise, which serves any samples."
            );
        }
    }

    /// <summary>The shape [N, C, H, W] of a batch of images.</summary>
    public static (long Count, long Channels, long Height, long Width) Shape(object augmentation, Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!samples.is_floating_point())
        {
            throw new ArgumentException(
                $"{augmentation.GetType().Name} changes images of floating-point numbers, but samples are "
                    + $"{samples.dtype}. Convert them to float32 in [-1, 1].",
                nameof(samples)
            );
        }
        return samples.shape is [var n, var c, var h, var w]
            ? (n, c, h, w)
            : throw new ArgumentException(
                $"{augmentation.GetType().Name} changes images [N, C, H, W], but got {ShapeText.Of(samples.shape)}.",
                nameof(samples)
            );
    }

    /// <summary>0, 1, …, count − 1 beside other numbers.</summary>
    public static Tensor Range(long count, Tensor like) => arange(0, count, dtype: like.dtype, device: like.device);

    /// <summary>Where rows [N, H, W] and columns [N, H, W], real numbers in pixels, lie between four pixels: their
    /// weighted mean. Beyond the edges the image is mirrored.</summary>
    public static Tensor Sample(Tensor images, Tensor rows, Tensor columns)
    {
        var height = images.shape[2];
        var width = images.shape[3];
        var top = rows.floor();
        var left = columns.floor();
        var down = (rows - top).unsqueeze(1);
        var right = (columns - left).unsqueeze(1);
        return (1 - down) * ((1 - right) * At(0, 0) + right * At(0, 1))
            + down * ((1 - right) * At(1, 0) + right * At(1, 1));

        Tensor At(int by, int across) => Gather(images, Mirror(top + by, height), Mirror(left + across, width));
    }

    /// <summary>The pixels at whole rows [N, H, 1] and columns [N, 1, W], and 0 beyond the edges.</summary>
    public static Tensor Shift(Tensor images, Tensor rows, Tensor columns)
    {
        var height = images.shape[2];
        var width = images.shape[3];
        var rowInside = rows.ge(0).logical_and(rows.lt(height));
        var columnInside = columns.ge(0).logical_and(columns.lt(width));
        var inside = rowInside.logical_and(columnInside).unsqueeze(1).to(images.dtype);
        return Gather(images, rows.clamp(0, height - 1), columns.clamp(0, width - 1)) * inside;
    }

    private static Tensor Gather(Tensor images, Tensor rows, Tensor columns)
    {
        var shape = images.shape;
        var pixels = images.shape[2] * images.shape[3];
        var places = rows.to(ScalarType.Int64) * shape[3] + columns.to(ScalarType.Int64);
        var index = places.reshape(shape[0], 1, pixels).expand(shape[0], shape[1], pixels);
        return images.flatten(2).gather(2, index).reshape(shape);
    }

    // …2 1 0 1 2…: the edge itself is not repeated
    private static Tensor Mirror(Tensor places, long size)
    {
        if (size == 1)
        {
            return places * 0;
        }
        var around = places.remainder(2 * (size - 1));
        return around.minimum(2 * (size - 1) - around);
    }
}
