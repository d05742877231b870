using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// Perceptual path length, E[d(G(t), G(t + ε)) / ε²] along paths between random
/// latents: how abruptly images change with the latent. Karras et al., "A Style-Based
/// Generator Architecture" (arXiv:1812.04948, section 4.1). Smaller is smoother.
/// </summary>
/// <param name="Mean">Mean over the pairs within the percentiles.</param>
/// <param name="StandardDeviation">Population standard deviation over them.</param>
/// <param name="Count">Number of these pairs.</param>
public sealed record PerceptualPathLength(double Mean, double StandardDeviation, int Count)
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
            var distances = distance(Images(generator, start, rows, options), Images(generator, next, rows, options));
            foreach (var value in Values(distances, rows))
            {
                lengths.Add(value / (options.Epsilon * options.Epsilon));
            }
        }
        return Trim(lengths, options.TrimmedPercent / 100);
    }

    /// <summary>Σ (f(x) − f(y))² of an extractor's features: a distance
    /// for <see cref="Compute"/> without LPIPS's weights.</summary>
    /// <param name="extractor">Whose features.</param>
    public static Func<Tensor, Tensor, Tensor> SquaredFeatureDistance(IFeatureExtractor extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return (first, second) =>
            extractor.Extract(first).to(ScalarType.Float64).sub(extractor.Extract(second)).square().sum(1);
    }

    private static (Tensor From, Tensor To) Ends(Generator random, PathLengthOptions options)
    {
        var from = Draw();
        var to = Draw();
        return (from, to);

        Tensor Draw() => randn([options.BatchSize, options.LatentSize], ScalarType.Float64, generator: random);
    }

    private static Tensor Images(Func<Tensor, Tensor> generator, Tensor latents, int rows, PathLengthOptions options) =>
        generator(latents.narrow(0, 0, rows).to(options.LatentType));

    /// <summary>A point of each path at t. A great circle keeps the norms
    /// of normal latents, which a straight line would shorten.</summary>
    private static Tensor Walk(Tensor from, Tensor to, Tensor t, bool spherical)
    {
        if (!spherical)
        {
            return from.add(to.sub(from).mul(t));
        }
        var cosine = from.mul(to).sum(1, keepdim: true).div(Norm(from).mul(Norm(to)));
        var angle = cosine.clamp(-1 + 1e-12, 1 - 1e-12).acos();
        var ofFrom = angle.mul(t.neg().add(1)).sin();
        var ofTo = angle.mul(t).sin();
        return from.mul(ofFrom).add(to.mul(ofTo)).div(angle.sin());

        Tensor Norm(Tensor x) => x.square().sum(1, keepdim: true).sqrt();
    }

    private static double[] Values(Tensor distances, int rows)
    {
        if (!distances.shape.SequenceEqual([(long)rows]))
        {
            var shape = ShapeText.Of(distances.shape);
            throw new ArgumentException(
                $"A distance must give one number for each pair, [{rows}], but gave {shape}.",
                nameof(distances)
            );
        }
        var values = distances.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        if (!Array.TrueForAll(values, double.IsFinite))
        {
            throw new ArgumentException(
                "A distance must be finite, but is NaN or infinite for some pair.",
                nameof(distances)
            );
        }
        return values;
    }

    /// <summary>Between the percentiles, the lower one rounded down and the upper one up to a value there is.</summary>
    private static PerceptualPathLength Trim(List<double> lengths, double share)
    {
        lengths.Sort();
        var last = lengths.Count - 1;
        var low = lengths[(int)Math.Floor(share * last)];
        var high = lengths[(int)Math.Ceiling((1 - share) * last)];
        double[] within = [.. lengths.Where(length => length >= low && length <= high)];
        var mean = within.Average();
        var variance = within.Average(length => (length - mean) * (length - mean));
        return new(mean, Math.Sqrt(variance), within.Length);
    }
}
