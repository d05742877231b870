namespace Gan.Losses;

/// <summary>Parts of <see cref="AdaptivePolicy"/>.</summary>
[Flags]
public enum AdaptiveParts
{
    /// <summary>Flips from left to right, quarter turns, and shifts by whole pixels.</summary>
    Pixels = 1,

    /// <summary>Scaling and turns by any angle.</summary>
    Geometry = 2,

    /// <summary>Brightness, contrast and saturation.</summary>
    Color = 4,

    /// <summary>All three, as ADA's default pipeline "bgc".</summary>
    All = Pixels | Geometry | Color,
}

/// <summary>
/// The changes of adaptive discriminator augmentation (ADA), Karras et al. 2020, appendix B (arXiv:2006.06676), on
/// images [N, C, H, W]: each change befalls each image by itself with the context's probability, which whoever trains
/// adapts to the discriminator's overfitting (without one: always). In the order of the paper: a flip from left to
/// right (half of the time), 0 to 3 quarter turns, a shift by whole pixels of up to 1/8 of each side; scaling by 2^N(0,
/// 0.2²), a turn by U(−π, π); brightness + N(0, 0.2²), contrast · 2^N(0, 0.5²), saturation · 2^N(0, 1).
/// </summary>
/// <remarks>
/// Of the paper's pipeline are left out: anisotropic scaling, shifts by parts of a pixel, flips of lightness, turns of
/// hue, filters and corruptions. All moves become one, with linear interpolation and mirrored edges (the paper samples
/// with a wavelet filter); as long as no image is scaled or turned, pixels are copied exactly. Images that are not
/// square are turned by 0 or 2 quarters only. Everything can be differentiated twice.
/// </remarks>
/// <param name="Parts">Which changes, at least one. Leave out <see cref="AdaptiveParts.Pixels"/>
/// where a mirrored image is another thing, as a digit is.</param>
public sealed record AdaptivePolicy(AdaptiveParts Parts = AdaptiveParts.All) : IAugmentation
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.Flags(AdaptiveParts.All, Parts));

    /// <inheritdoc/>
    public bool Adapts => true;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => ImageAugmentation.Problems(this, shape);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The samples are no images [N, C, H, W].</exception>
    public Tensor Apply(Tensor samples, AugmentationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var (count, _, height, width) = ImageAugmentation.Shape(this, samples);
        var chance = new Chance(samples, count, context);
        if ((Parts & (AdaptiveParts.Pixels | AdaptiveParts.Geometry)) != 0)
        {
            samples = Move(samples, height, width, chance);
        }
        return Parts.HasFlag(AdaptiveParts.Color) ? Color(samples, chance) : samples;
    }

    // Pixel p of the result is the image's at A (p − middle) + middle + shift, for A = a turn · a flip / a scale.
    private Tensor Move(Tensor images, long height, long width, Chance chance)
    {
        var cos = chance.Ones;
        var sin = chance.Zeros;
        var flip = chance.Ones;
        var down = chance.Zeros;
        var across = chance.Zeros;
        if (Parts.HasFlag(AdaptiveParts.Pixels))
        {
            flip = 1 - 2 * chance.Select((2 * chance.Uniform()).floor());
            var turns = height == width ? (4 * chance.Uniform()).floor() : 2 * (2 * chance.Uniform()).floor();
            var angle = Math.PI / 2 * chance.Select(turns);
            cos = angle.cos().round();
            sin = angle.sin().round(); // exact: 0 and ±1
            var mask = chance.Mask();
            down = mask * (height / 8.0 * (2 * chance.Uniform() - 1)).round();
            across = mask * (width / 8.0 * (2 * chance.Uniform() - 1)).round();
        }
        if (Parts.HasFlag(AdaptiveParts.Geometry))
        {
            var shrink = chance.Select(-0.2 * chance.Normal()).exp2();
            var angle = chance.Select(Math.PI * (2 * chance.Uniform() - 1));
            var c = angle.cos() * shrink;
            var s = angle.sin() * shrink;
            var turnCos = cos * c - sin * s;
            sin = sin * c + cos * s;
            cos = turnCos;
        }
        var middleRow = (height - 1) / 2.0;
        var middleColumn = (width - 1) / 2.0;
        var y = (ImageAugmentation.Range(height, images) - middleRow).reshape(1, height, 1);
        var x = flip * (ImageAugmentation.Range(width, images) - middleColumn).reshape(1, 1, width);
        var rows = cos * y - sin * x + middleRow + down;
        var columns = sin * y + cos * x + middleColumn + across;
        return ImageAugmentation.Sample(images, rows, columns);
    }

    private static Tensor Color(Tensor images, Chance chance)
    {
        images = images + chance.Select(0.2 * chance.Normal()).unsqueeze(1);
        images = images * chance.Select(0.5 * chance.Normal()).exp2().unsqueeze(1);
        var grey = images.mean([1], keepdim: true);
        return grey + (images - grey) * chance.Select(chance.Normal()).exp2().unsqueeze(1);
    }

    // One number for each image, [N, 1, 1].
    private sealed class Chance(Tensor like, long count, AugmentationContext context)
    {
        private readonly long[] shape = [count, 1, 1];

        public Tensor Ones => ones(shape, dtype: like.dtype, device: like.device);

        public Tensor Zeros => zeros(shape, dtype: like.dtype, device: like.device);

        public Tensor Uniform() => Draws.Uniform(shape, like, context.Random);

        public Tensor Normal() => Draws.Normal(shape, like, context.Random);

        /// <summary>1 with the context's probability, else 0.</summary>
        public Tensor Mask() => context.Probability is { } p ? Uniform().lt(p.to(like)).to(like.dtype) : Ones;

        /// <summary>The values of the images that the chance hits, 0 for the others.</summary>
        public Tensor Select(Tensor values) => Mask() * values;
    }
}
