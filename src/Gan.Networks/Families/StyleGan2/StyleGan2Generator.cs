using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Latents [N, L] through styles to images [N, C, H, W]: the generator of StyleGAN2, with output skips or without
/// (Karras et al. 2020, sections 2 and 4.1). In evaluation mode noise is constant, so that an image depends on its
/// latent alone, and values beyond [-1, 1] are cut.
/// </summary>
public sealed class StyleGan2Generator : GeneratorNetwork, IStyled, ICopiedBuffers, IGraphed
{
    /// <summary>What of the mean style stays in an update.</summary>
    private const double MeanDecay = 0.995;

    private readonly StyleGan2Options options;
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly StyleMapping mapping;
    private readonly Parameter constant;
    private readonly ModuleList<StyleLayer> layers;
    private readonly ModuleList<StyleImage> images;
    private readonly Tensor meanStyle;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="spec">What to make; entries of the latent beyond the options' are the condition's.</param>
    public StyleGan2Generator(StyleGan2Options options, NetworkSpec spec)
        : base(nameof(StyleGan2Generator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        this.options = options;
        input = new NetworkInput(this);
        latentSize = spec.LatentSize;
        var shape = StyleGan2Shape.Of(spec.Shape);
        StyleCount = shape.Styles;
        mapping = new StyleMapping(options, Math.Max(0, latentSize - options.LatentSize));
        long Maps(int block) => ImageSides.Widened(options.GeneratorMaps, shape.Halvings - block, options.MaxMaps);
        layers = [];
        images = [];
        for (var block = 0; block <= shape.Halvings; block++)
        {
            var sides = (shape.Height << block, shape.Width << block);
            if (block > 0)
            {
                layers.Add(new StyleLayer(Maps(block - 1), Maps(block), sides, true, options, spec));
            }
            layers.Add(new StyleLayer(Maps(block), Maps(block), sides, false, options, spec));
            if (options.SkipGenerator || block == shape.Halvings)
            {
                images.Add(new StyleImage(Maps(block), spec.Shape[0], options));
            }
        }
        using var scope = NewDisposeScope();
        constant = new Parameter(randn(1, Maps(0), shape.Height, shape.Width));
        meanStyle = zeros(options.StyleSize);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <inheritdoc/>
    public long StyleCount { get; }

    /// <inheritdoc/>
    public long StyleSize => options.StyleSize;

    /// <inheritdoc/>
    public Tensor MeanStyle => meanStyle;

    /// <inheritdoc/>
    public IReadOnlyList<string> CopiedBuffers => [nameof(meanStyle)];

    /// <summary>Latents [N, L] as styles [N, layers, w]. A network that trains counts them into its mean style, and
    /// mixes those of two latents with <see cref="StyleGan2Options.MixingProbability"/>.</summary>
    /// <exception cref="ArgumentException">The latents are null or have another shape or type.</exception>
    public Tensor Styles(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var styles = mapping.call(latent);
        if (!training)
        {
            return scope.MoveToOuter(Repeated(styles, StyleCount));
        }
        CountInto(styles);
        return scope.MoveToOuter(Mixed(latent, styles));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The styles are null or have another shape or type.</exception>
    public Tensor Synthesise(Tensor styles) => Made(styles, []);

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Noise => [.. layers.Select(layer => layer.Constant).OfType<Tensor>()];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Styles or noise are null or have another shape or type.</exception>
    public Tensor Synthesise(Tensor styles, IReadOnlyList<Tensor> noise)
    {
        NoiseMaps.Require(noise, Noise, nameof(noise));
        return Made(styles, noise);
    }

    private Tensor Made(Tensor styles, IReadOnlyList<Tensor> noise)
    {
        input.Require(styles, nameof(styles), StyleCount, StyleSize);
        using var scope = NewDisposeScope();
        Tensor Style(int layer) => styles.select(1, layer);
        Tensor Layer(int layer, Tensor maps) =>
            layers[layer].call(maps, Style(layer), noise.Count > 0 ? noise[layer] : null);
        var maps = Layer(0, constant.expand(styles.size(0), -1, -1, -1));
        var last = layers.Count / 2;
        var first = last + 1 - images.Count; // the resolution whose image comes first
        Tensor? image = null;
        for (var block = 0; block <= last; block++)
        {
            if (block > 0)
            {
                maps = Layer(2 * block, Layer(2 * block - 1, maps));
            }
            if (block >= first)
            {
                // the image layer shares its style with the next block's first convolution
                var own = images[block - first].call(maps, Style(2 * block + 1));
                image = image is null ? own : FoldedFilter.Double(image) + own;
            }
        }
        return scope.MoveToOuter(image!.contiguous());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The latents are null or have another shape or type.</exception>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        using var scope = NewDisposeScope();
        var image = Synthesise(Styles(latent, condition));
        return scope.MoveToOuter(training ? image : image.clamp(-1, 1));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        // from the mean style: the share 1 changes nothing
        var mean = graph.Weight(meanStyle);
        var share = graph.OptionalInput("truncation", 1);
        var style = graph.Call(mapping, input);
        style = graph.Add(mean, graph.Multiply(graph.Subtract(style, mean), share));
        var maps = graph.Call(layers[0], graph.Weight(constant), style);
        var last = layers.Count / 2;
        var first = last + 1 - images.Count;
        GraphValue? image = null;
        for (var block = 0; block <= last; block++)
        {
            if (block > 0)
            {
                maps = graph.Call(layers[2 * block], graph.Call(layers[2 * block - 1], maps, style), style);
            }
            if (block >= first)
            {
                var own = graph.Call(images[block - first], maps, style);
                image = image is null ? own : graph.Add(graph.Smooth(image), own);
            }
        }
        return graph.Clip(image!, -1, 1);
    }

    private void CountInto(Tensor styles)
    {
        using var _ = no_grad();
        meanStyle.mul_(MeanDecay).add_(styles.detach().mean([0]), 1 - MeanDecay);
    }

    // One cut for the whole batch.
    private Tensor Mixed(Tensor latent, Tensor styles)
    {
        if (options.MixingProbability == 0 || StyleCount < 2)
        {
            return Repeated(styles, StyleCount);
        }
        var drawn = rand([2], dtype: ScalarType.Float32, device: latent.device, generator: LayerStream.Current).cpu();
        if (drawn[0].ToDouble() >= options.MixingProbability)
        {
            return Repeated(styles, StyleCount);
        }
        var cut = 1 + Math.Min((long)(drawn[1].ToDouble() * (StyleCount - 1)), StyleCount - 2);
        var second = randn(
            [latent.size(0), options.LatentSize],
            dtype: latent.dtype,
            device: latent.device,
            generator: LayerStream.Current
        );
        var code = latent.narrow(1, options.LatentSize, latentSize - options.LatentSize);
        var others = mapping.call(cat([second, code], 1));
        return cat([Repeated(styles, cut), Repeated(others, StyleCount - cut)], 1);
    }

    private static Tensor Repeated(Tensor styles, long times) => styles.unsqueeze(1).expand(-1, times, -1);
}
