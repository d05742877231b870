namespace Gan.Losses;

/// <summary>Parts of <see cref="DiffAugment"/>.</summary>
[Flags]
public enum DiffAugmentPolicy
{
    /// <summary>Brightness, saturation and contrast.</summary>
    Color = 1,

    /// <summary>A shift by up to an eighth of the image, with zeros behind it.</summary>
    Translation = 2,

    /// <summary>A square of half the image's size becomes zero.</summary>
    Cutout = 4,

    /// <summary>All three, the paper's strongest policy.</summary>
    All = Color | Translation | Cutout,
}

/// <summary>
/// DiffAugment, Zhao et al. 2020, section 3.2 (arXiv:2006.10738): real and generated images [N, C, H, W] are changed
/// alike before the discriminator sees them, and gradients flow through, so that the generator learns on few data
/// without showing the changes. Each image has random numbers of its own: brightness + U(−0.5, 0.5), saturation · U(0,
/// 2), contrast · U(0.5, 1.5), a shift by whole pixels of up to 1/8 of each side, and a rectangle of half of each side
/// made zero. The numbers are those of the authors' code.
/// </summary>
/// <remarks>It always applies, with full strength. Saturation leaves images of one channel as they are.</remarks>
/// <param name="Policy">Which parts, at least one.</param>
public sealed record DiffAugment(DiffAugmentPolicy Policy = DiffAugmentPolicy.All) : IAugmentation
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Flags(DiffAugmentPolicy.All, Policy));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => ImageAugmentation.Problems(this, shape);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The samples are no images [N, C, H, W].</exception>
    public Tensor Apply(Tensor samples, AugmentationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var (count, _, height, width) = ImageAugmentation.Shape(this, samples);
        if (Policy.HasFlag(DiffAugmentPolicy.Color))
        {
            samples = Color(samples, count, context.Random);
        }
        if (Policy.HasFlag(DiffAugmentPolicy.Translation))
        {
            samples = Translate(samples, count, height, width, context.Random);
        }
        return Policy.HasFlag(DiffAugmentPolicy.Cutout)
            ? CutOut(samples, count, height, width, context.Random)
            : samples;
    }

    private static Tensor Color(Tensor images, long count, torch.Generator random)
    {
        var bright = images + (Uniform() - 0.5);
        var grey = bright.mean([1], keepdim: true);
        var colored = grey + (bright - grey) * (2 * Uniform());
        var mean = colored.mean([1, 2, 3], keepdim: true);
        return mean + (colored - mean) * (Uniform() + 0.5);

        Tensor Uniform() => Draws.Uniform([count, 1, 1, 1], images, random);
    }

    private static Tensor Translate(Tensor images, long count, long height, long width, torch.Generator random)
    {
        var rows = ImageAugmentation.Range(height, images).unsqueeze(1) - Shift(height, [count, 1, 1]);
        var columns = ImageAugmentation.Range(width, images) - Shift(width, [count, 1, 1]);
        return ImageAugmentation.Shift(images, rows, columns);

        Tensor Shift(long size, long[] shape)
        {
            var max = (size + 4) / 8; // an eighth, rounded
            return Whole(-max, max + 1, shape, images, random);
        }
    }

    private static Tensor CutOut(Tensor images, long count, long height, long width, torch.Generator random)
    {
        var rows = Inside(height, [1, 1, height, 1]);
        var columns = Inside(width, [1, 1, 1, width]);
        return images * (1 - rows * columns);

        // 1 inside of half of the side, whose middle lies anywhere in the image
        Tensor Inside(long size, long[] shape)
        {
            var side = (size + 1) / 2;
            var start = Whole(0, size + 1 - side % 2, [count, 1, 1, 1], images, random) - side / 2;
            var places = ImageAugmentation.Range(size, images).reshape(shape);
            return places.ge(start).logical_and(places.lt(start + side)).to(images.dtype);
        }
    }

    private static Tensor Whole(long from, long to, long[] shape, Tensor like, torch.Generator random) =>
        randint(from, to, shape, ScalarType.Int64, random.device, generator: random).to(like);
}
