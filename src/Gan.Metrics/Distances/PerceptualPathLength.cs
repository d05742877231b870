using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Perceptual path length, E[d(G(t), G(t + ε)) / ε²] along paths between random latents: how abruptly images change
/// with the latent. Karras et al., "A Style-Based Generator Architecture" (arXiv:1812.04948, section 4.1). Smaller is
/// smoother.
/// </summary>
/// <param name="Mean">Mean over the pairs that were kept.</param>
/// <param name="StandardDeviation">Population standard deviation over them.</param>
/// <param name="Kept">Pairs within the percentiles.</param>
public sealed record PerceptualPathLength(double Mean, double StandardDeviation, int Kept)
{
    /// <summary>Measures a generator. Cost: two images and one distance for each pair.</summary>
    /// <param name="generator">Makes images [N, C, H, W] of latents [N, LatentSize]; a row's image must depend on its
    /// latent alone (evaluation mode).</param>
    /// <param name="distance">
    /// d of images [N, C, H, W] to their partners: [N], as a square already, such as LPIPS or
    /// <see cref="SquaredFeatureDistance"/>; it is not squared again.
    /// </param>
    /// <param name="options">How to walk.</param>
    /// <exception cref="ArgumentException">The distance is not finite or not [N].</exception>
    /// <exception cref="GanConfigurationException">An option is out of its range.</exception>
    public static PerceptualPathLength Compute(
        Func<Tensor, Tensor> generator,
        Func<Tensor, Tensor, Tensor> distance,
        PathLengthOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(distance);
        ArgumentNullException.ThrowIfNull(options);
        GanConfigurationException.ThrowIfAny(options.Problems());
        using var gradient = no_grad();
        using var random = new Generator(options.Seed);
        var lengths = new List<double>(options.Pairs);
        while (lengths.Count < options.Pairs)
        {
            using var _ = NewDisposeScope();
            // Whole batches are drawn, so that the last one being short changes none of its numbers.
            var (from, to) = Ends(random, options);
            var place = options.Full
                ? rand([options.BatchSize, 1], ScalarType.Float64, generator: random)
                : zeros([options.BatchSize, 1], ScalarType.Float64);
            var rows = Math.Min(options.BatchSize, options.Pairs - lengths.Count);
            var start = Walk(from, to, place, options.Spherical);
            var next = Walk(from, to, place.add(options.Epsilon), options.Spherical);
            var found = distance(Images(generator, start, rows, options), Images(generator, next, rows, options));
            lengths.AddRange(Lengths(found, rows).Select(d => d / (options.Epsilon * options.Epsilon)));
        }
        return Trimmed(lengths, options.TrimmedPercent / 100);
    }

    /// <summary>Σ (f(x) − f(y))² of an extractor's features: a distance for <see cref="Compute"/> without LPIPS's
    /// weights.</summary>
    /// <param name="extractor">Whose features.</param>
    public static Func<Tensor, Tensor, Tensor> SquaredFeatureDistance(IFeatureExtractor extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return (first, second) =>
            extractor.Extract(first).to(ScalarType.Float64).sub(extractor.Extract(second)).square().sum(1);
    }

    private static (Tensor From, Tensor To) Ends(Generator random, PathLengthOptions options)
    {
        Tensor Draw() => randn([options.BatchSize, options.LatentSize], ScalarType.Float64, generator: random);
        return (Draw(), Draw());
    }

    private static Tensor Images(Func<Tensor, Tensor> generator, Tensor latents, int rows, PathLengthOptions options) =>
        generator(latents.narrow(0, 0, rows).to(options.LatentType));

    /// <summary>A point of each path at t. A great circle keeps the norms of normal latents, which a straight line
    /// would shorten.</summary>
    private static Tensor Walk(Tensor from, Tensor to, Tensor t, bool spherical)
    {
        if (!spherical)
        {
            return from.add(to.sub(from).mul(t));
        }
        Tensor Norm(Tensor x) => x.square().sum(1, keepdim: true).sqrt();
        var angle = from.mul(to)
            .sum(1, keepdim: true)
            .div(Norm(from).mul(Norm(to)))
            .clamp(-1 + 1e-12, 1 - 1e-12)
            .acos();
        return from.mul(angle.mul(t.neg().add(1)).sin()).add(to.mul(angle.mul(t).sin())).div(angle.sin());
    }

    private static double[] Lengths(Tensor found, int rows)
    {
        if (!found.shape.SequenceEqual([(long)rows]))
        {
            throw new ArgumentException(
                $"A distance must give one number for each pair, [{rows}], but gave " + $"{ShapeText.Of(found.shape)}.",
                nameof(found)
            );
        }
        var values = found.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return Array.TrueForAll(values, double.IsFinite)
            ? values
            : throw new ArgumentException(
                "A distance must be finite, but is NaN or infinite for some pair.",
                nameof(found)
            );
    }

    /// <summary>Between the percentiles, the lower one rounded down and the upper one up to a value there is.</summary>
    private static PerceptualPathLength Trimmed(List<double> lengths, double share)
    {
        lengths.Sort();
        var last = lengths.Count - 1;
        var low = lengths[(int)Math.Floor(share * last)];
        var high = lengths[(int)Math.Ceiling((1 - share) * last)];
        var kept = lengths.Where(length => length >= low && length <= high).ToArray();
        var mean = kept.Average();
        return new(mean, Math.Sqrt(kept.Average(length => (length - mean) * (length - mean))), kept.Length);
    }
}
