using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The translator of CycleGAN (Zhu et al. 2017, arXiv:1703.10593, appendix 7.2, after Johnson et al. 2016): c7s1-F, two
/// strided convolutions, residual blocks, two transposed convolutions, c7s1 and tanh. Sides are multiples of 4, from 16
/// up.
/// </summary>
/// <remarks>
/// Padding reflects the image where no side changes. Instance normalisation has no running statistics and neither scale
/// nor shift, so that it is the same in training and evaluation. Weights start at N(0, 0.02).
/// </remarks>
public sealed record ResNetTranslator : ITranslatorFamily
{
    /// <summary>Residual blocks R. At least 1. Default 6, the paper's for 128 pixels; it has 9 from 256 up.</summary>
    public int Blocks { get; init; } = 6;

    /// <summary>Feature maps F next to the image; the blocks have 4·F. Default 16; the paper has 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Normalisation. Default: instance.</summary>
    public TranslatorNorm Norm { get; init; }

    /// <summary>True doubles the sides by repetition and a 3x3 convolution instead of a transposed one, which draws no
    /// chequerboards (Odena et al. 2016). Default false.</summary>
    public bool ResizeConvolution { get; init; }

    /// <summary>The paper's network for 256 pixels: 9 blocks, 11.4 million weights.</summary>
    public static ResNetTranslator NineBlocks { get; } = new() { Blocks = 9, FeatureMaps = 64 };

    /// <summary>The paper's network for 128 pixels: 6 blocks, 7.8 million weights.</summary>
    public static ResNetTranslator SixBlocks { get; } = new() { FeatureMaps = 64 };

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new Network(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        49.0 * FeatureMaps * (spec.InputChannels + spec.OutputChannels) + 288.0 * Blocks * FeatureMaps * FeatureMaps;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape)
    {
        var own = Bounds
            .Of(nameof(ResNetTranslator), Bounds.AtLeast(1, Blocks), Bounds.AtLeast(1, FeatureMaps), Bounds.Named(Norm))
            .ToList();
        return own.Count > 0
            ? own
            : TranslatorShapes.SameSides("A residual translator", inputShape, targetShape, multiple: 4, least: 16);
    }

    private sealed class Network : TranslatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly NetworkInput input;
        private readonly long channels;

        internal Network(ResNetTranslator options, TranslatorSpec spec)
            : base(nameof(ResNetTranslator))
        {
            ArgumentNullException.ThrowIfNull(spec);
            input = new NetworkInput(this);
            channels = spec.InputChannels;
            layers = Sequential([.. Layers(options, spec)]);
            RegisterComponents();
            DcganWeights.Initialise(this);
        }

        public override Tensor forward(Tensor image)
        {
            input.RequireImages(image, nameof(image), channels, multiple: 4);
            using var made = layers.call(image);
            return made.contiguous();
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Call(layers, input);
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(ResNetTranslator options, TranslatorSpec spec)
    {
        var f = options.FeatureMaps;
        yield return ("pad", ReflectionPad2d(3));
        yield return ("first", ChannelsLast.InPrecision(spec, Conv2d(spec.InputChannels, f, 7)));
        foreach (var layer in NormAndReLU(options, "first", f))
        {
            yield return layer;
        }
        foreach (var (name, from, to) in new[] { ("down1", f, 2 * f), ("down2", 2 * f, 4 * f) })
        {
            yield return (name, ChannelsLast.InPrecision(spec, Conv2d(from, to, 3, stride: 2, padding: 1)));
            foreach (var layer in NormAndReLU(options, name, to))
            {
                yield return layer;
            }
        }
        for (var i = 1; i <= options.Blocks; i++)
        {
            yield return ($"block{i}", new ReflectBlock(4 * f, options.Norm, spec));
        }
        foreach (var (name, from, to) in new[] { ("up1", 4 * f, 2 * f), ("up2", 2 * f, f) })
        {
            if (options.ResizeConvolution)
            {
                yield return ($"{name}double", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest));
            }
            yield return (
                name,
                options.ResizeConvolution
                    ? ChannelsLast.InPrecision(spec, Conv2d(from, to, 3, padding: 1))
                    : ChannelsLast.InPrecision(
                        spec,
                        ConvTranspose2d(from, to, 3, stride: 2, padding: 1, output_padding: 1)
                    )
            );
            foreach (var layer in NormAndReLU(options, name, to))
            {
                yield return layer;
            }
        }
        yield return ("lastpad", ReflectionPad2d(3));
        yield return ("image", ChannelsLast.InPrecision(spec, Conv2d(f, spec.OutputChannels, 7)));
        yield return ("tanh", Tanh());
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> NormAndReLU(
        ResNetTranslator options,
        string name,
        long maps
    )
    {
        if (options.Norm.Layer(maps, affine: false) is { } norm)
        {
            yield return ($"{name}norm", norm);
        }
        yield return ($"{name}relu", ReLU(inplace: true));
    }

    /// <summary>Two 3x3 convolutions under reflection beside the input.</summary>
    private sealed class ReflectBlock : Module<Tensor, Tensor>, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;

        internal ReflectBlock(long maps, TranslatorNorm norm, TranslatorSpec spec)
            : base(nameof(ReflectBlock))
        {
            List<(string, Module<Tensor, Tensor>)> parts = [];
            foreach (var i in new[] { 1, 2 })
            {
                parts.Add(($"pad{i}", ReflectionPad2d(1)));
                parts.Add(($"conv{i}", ChannelsLast.InPrecision(spec, Conv2d(maps, maps, 3))));
                if (norm.Layer(maps, affine: false) is { } layer)
                {
                    parts.Add(($"norm{i}", layer));
                }
                if (i == 1)
                {
                    parts.Add(("relu", ReLU(inplace: true)));
                }
            }
            layers = Sequential([.. parts]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var residual = layers.call(input);
            return residual + input;
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Add(graph.Call(layers, input), input);
    }
}
