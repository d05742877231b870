using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

public sealed partial class Sampler
{
    private const ulong OfTruncation = 11; // a purpose of RandomSeed, as those above
    private const double LargestValue = 1 + 1e-3; // of an image, with some rounding

    /// <summary>Styles [count, L, w] on the CPU; equal seeds give those of <see cref="Sample(long, long?, ulong,
    /// double?)"/>.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="label">The class of all of them; null lets the classes take turns.</param>
    /// <param name="seed">Equal seeds give equal styles.</param>
    /// <exception cref="ArgumentOutOfRangeException">count or label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    public Tensor Styles(long count, long? label = null, ulong seed = 0)
    {
        CheckCount(count);
        using var scope = NewDisposeScope();
        return StylesOf(Latents(count, seed), Condition(count, label, seed)).MoveToOuterDisposeScope();
    }

    /// <summary>Samples [N, …Shape] of styles, on the CPU.</summary>
    /// <param name="styles">Floats [N, L, w].</param>
    /// <exception cref="ArgumentException">The styles are no floats of that shape.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    public Tensor Synthesise(Tensor styles)
    {
        var styled = Styled;
        return Synthesised(styles, styled.Synthesise);
    }

    /// <summary>The same under noise of the layers' own.</summary>
    /// <param name="styles">Floats [N, L, w].</param>
    /// <param name="noise">Floats [1, 1, H, W], one for each map of <see cref="IStyled.Noise"/>.</param>
    /// <exception cref="ArgumentException">Styles or noise are no floats of those shapes.</exception>
    /// <exception cref="InvalidOperationException">The generator has no styles.</exception>
    public Tensor Synthesise(Tensor styles, IReadOnlyList<Tensor> noise)
    {
        var styled = Styled;
        NoiseMaps.Require(noise, styled.Noise, nameof(noise));
        using var scope = NewDisposeScope();
        Tensor[] maps = [.. noise.Select(map => map.detach().to(ScalarType.Float32, device))];
        return Synthesised(styles, rows => styled.Synthesise(rows, maps)).MoveToOuterDisposeScope();
    }

    private Tensor Synthesised(Tensor styles, Func<Tensor, Tensor> synthesise)
    {
        LayerInput.RequireSamples(styles, [Styled.StyleCount, Styled.StyleSize], nameof(styles));
        var plain = styles.detach();
        return InChunks(
            styles.size(0),
            (at, rows) => synthesise(plain.narrow(0, at, rows).to(ScalarType.Float32, device)).clamp(-1, 1)
        );
    }

    /// <summary>The style of an image: see <see cref="TrainedGan.Project"/>.</summary>
    internal StyleProjection Project(
        Tensor image,
        ProjectionOptions options,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var styled = Styled;
        GanConfigurationException.ThrowIfAny(options.Problems());
        using var scope = NewDisposeScope();
        using var modes = new NetworkModes(generator);
        generator.eval();
        LayerInput.Present(image, nameof(image));
        var target = image.dim() == shape.Length ? image.unsqueeze(0) : image;
        LayerInput.RequireSamples(target, shape, nameof(image));
        Argument.Must(target.size(0) == 1, "hold one image", target.size(0), nameof(image));
        var fixedTarget = target.detach().to(ScalarType.Float32, device);
        var largest = fixedTarget.abs().max().ToDouble();
        Argument.Must(largest <= LargestValue, "hold finite values from -1 to 1", largest, nameof(image));
        var label = options.Label ?? (asked.Kind == ConditionKind.Label ? 0 : null);
        var latents = Latents(options.Samples, options.Seed);
        var start = StylesOf(latents, Condition(options.Samples, label, options.Seed), layers: 1).to(device);
        var projector = new StyleProjector(styled, options, device);
        var (found, maps) = TorchErrors.Guard(() => projector.Find(fixedTarget, start, progress, cancellation));
        var styles = found.cpu().contiguous();
        Tensor[] noise = [.. maps.Select(map => map.cpu().MoveToOuterDisposeScope())];
        var made = noise.Length == 0 ? Synthesise(styles) : Synthesise(styles, noise);
        var distance = options.Distance.Distance(made.to(device), fixedTarget).ToDouble();
        return new(styles.MoveToOuterDisposeScope(), made.MoveToOuterDisposeScope(), distance) { Noise = noise };
    }

    /// <summary>The generator as one with styles.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    internal IStyled Styled =>
        generator.Styled
        ?? throw new InvalidOperationException(
            "This GAN's generator has no styles. Train a generator that has, such as by WithStyleGan2()."
        );

    private Tensor StylesOf(Tensor latents, Tensor? condition, long? layers = null)
    {
        var styled = Styled;
        return InChunks(
            latents.size(0),
            (at, rows) =>
                styled
                    .Styles(latents.narrow(0, at, rows).to(device), condition?.narrow(0, at, rows).to(device))
                    .narrow(1, 0, layers ?? styled.StyleCount)
        );
    }

    private void CheckTruncation(double? truncation)
    {
        if (truncation is { } asked)
        {
            Argument.Within(generator.Styled is null ? 0.01 : 0, 1e6, asked, nameof(truncation));
        }
    }

    private Tensor Truncated(long count, Tensor? condition, double? truncation, ulong seed)
    {
        if (truncation is not { } share || generator.Styled is not { } styled)
        {
            return Generate(Latents(count, seed, truncation), condition);
        }
        var mean = styled.MeanStyle.detach().cpu();
        return Synthesise(mean + (StylesOf(Latents(count, seed), condition) - mean) * share);
    }

    // Entries that are too large are drawn again until they are not: from the normal distribution between the bounds,
    // by its inverse, which takes one draw however narrow they are.
    internal static Tensor Redrawn(Tensor latents, double bound, ulong seed)
    {
        bound = Math.Min(bound, 100); // no normal number is larger, and a float32 could not hold any bound
        using var stream = new Generator((ulong)RandomSeed.Of(seed, OfTruncation));
        var draws = rand(latents.shape, dtype: ScalarType.Float64, generator: stream) * 2 - 1;
        var share = tensor(bound / Math.Sqrt(2), dtype: ScalarType.Float64).erf();
        var others = ((draws * share).erfinv() * Math.Sqrt(2)).to(latents.dtype).clamp(-bound, bound);
        return where(latents.abs() <= bound, latents, others);
    }
}
