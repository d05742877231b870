using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Changes brightness, contrast, saturation and hue of each image, in this order and by torchvision's formulas, on
/// values (x + 1) / 2 in [0, 1] that are clamped after each. Settings that are left out change nothing. Saturation and
/// hue leave images alone that do not have three channels.
/// </summary>
public sealed record RandomColor : IRandomTransform
{
    /// <summary>Factor of all values: 0 is black. From 0 to 10. Default 1.</summary>
    public Interval Brightness { get; init; } = (1, 1);

    /// <summary>Factor of the distance from the image's mean grey: 0 is that grey. From 0 to 10. Default 1.</summary>
    public Interval Contrast { get; init; } = (1, 1);

    /// <summary>Factor of the distance from each pixel's grey: 0 is a grey image. From 0 to 10. Default 1.</summary>
    public Interval Saturation { get; init; } = (1, 1);

    /// <summary>Turns of the circle of hues: 1/3 makes red green. From −0.5 to 0.5. Default 0.</summary>
    public Interval Hue { get; init; }

    /// <inheritdoc/>
    bool IRandomTransform.ScalesWithImage => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Brightness.Outside(0, 10, nameof(Brightness)),
            Contrast.Outside(0, 10, nameof(Contrast)),
            Saturation.Outside(0, 10, nameof(Saturation)),
            Hue.Outside(-0.5, 0.5, nameof(Hue))
        );

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => TransformImages.Problems(this, shape);

    /// <inheritdoc/>
    public Tensor Apply(Tensor samples, TransformRandom random)
    {
        if (!TransformImages.Any(this, samples, random))
        {
            return samples.alias();
        }

        double[] brightness = random.Uniform(Brightness);
        double[] contrast = random.Uniform(Contrast);
        double[] saturation = random.Uniform(Saturation);
        double[] hue = random.Uniform(Hue);
        var isColor = samples.shape[1] == 3;
        var images = (samples + 1) / 2;
        if (Brightness != (1, 1))
        {
            images = (images * TransformImages.PerImage(brightness, images)).clamp(0, 1);
        }

        if (Contrast != (1, 1))
        {
            var mean = Grey(images).mean([1, 2, 3], keepdim: true);
            images = Blend(images, mean, TransformImages.PerImage(contrast, images));
        }

        if (isColor && Saturation != (1, 1))
        {
            images = Blend(images, Grey(images), TransformImages.PerImage(saturation, images));
        }

        if (isColor && Hue != (0, 0))
        {
            images = Turn(images, TransformImages.PerImage(hue, images));
        }

        return images * 2 - 1;
    }

    private static Tensor Blend(Tensor images, Tensor other, Tensor factor) =>
        (other + ((images - other) * factor)).clamp(0, 1);

    /// <summary>Luma of ITU-R BT.601 as torchvision rounds it; the mean of other than three channels.</summary>
    private static Tensor Grey(Tensor images) =>
        images.shape[1] == 3
            ? (images.narrow(1, 0, 1) * 0.2989) + (images.narrow(1, 1, 1) * 0.587) + (images.narrow(1, 2, 1) * 0.114)
            : images.mean([1], keepdim: true);

    /// <summary>Through hue, saturation and value (Smith 1978), and back with the hue turned.</summary>
    private static Tensor Turn(Tensor images, Tensor turns)
    {
        var red = images.narrow(1, 0, 1);
        var green = images.narrow(1, 1, 1);
        var blue = images.narrow(1, 2, 1);
        var value = images.amax([1], keepdim: true);
        var range = value - images.amin([1], keepdim: true);
        // A grey pixel has no hue: any divisor does, since its saturation is 0.
        var divisor = range + range.eq(0).to(images.dtype);
        var reddest = red.eq(value).to(images.dtype);
        var greenest = green.eq(value).to(images.dtype) * (1 - reddest);
        var bluest = (1 - reddest) * (1 - greenest);
        Tensor sixths =
            (reddest * ((green - blue) / divisor))
            + (greenest * (((blue - red) / divisor) + 2))
            + (bluest * (((red - green) / divisor) + 4))
            + (turns * 6);
        return cat([Channel(5), Channel(3), Channel(1)], 1);

        Tensor Channel(int offset)
        {
            var place = (sixths + offset).remainder(6);
            return value - (range * place.minimum(4 - place).clamp(0, 1));
        }
    }
}
