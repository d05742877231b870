using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The context encoder (Pathak et al. 2016, arXiv:1604.07379, section 3.1): strided 4x4 convolutions to a vector, and
/// transposed ones back. It sees the whole image at once and fills large holes with what is likely, but blurs. It makes
/// whole images, as the paper's for arbitrary regions; <see cref="TrainedTranslator.Complete"/> takes the hole of them.
/// </summary>
/// <remarks>Images of the size that it was made for, with sides that are multiples of 4 from 8 up. Weights start at
/// N(0, 0.02).</remarks>
public sealed record ContextEncoder : ITranslatorFamily
{
    /// <summary>Feature maps F of the layer next to the image; they double towards the middle, up to 8·F. Default 16;
    /// the paper has 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Entries of the vector in the middle. Default 500; the paper has 4000.</summary>
    public long Bottleneck { get; init; } = 500;

    /// <summary>The paper's widths.</summary>
    public static ContextEncoder Paper { get; } = new() { FeatureMaps = 64, Bottleneck = 4000 };

    /// <inheritdoc/>
    public bool HasFixedSize => true;

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new Network(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec)
    {
        var shape = ResNetShape.Of(spec.InputShape);
        var maps = FeatureMaps * (double)Widening(shape.Halvings - 1);
        return 16.0 * FeatureMaps * (spec.InputChannels + spec.OutputChannels)
            + Bottleneck * maps * shape.Height * shape.Width;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape) =>
        [
            .. Bounds.Of(nameof(ContextEncoder), Bounds.AtLeast(1, FeatureMaps), Bounds.AtLeast(1, Bottleneck)),
            .. TranslatorShapes.SameSides("A context encoder", inputShape, targetShape, multiple: 4, least: 8),
        ];

    private static long Widening(int level) => Math.Min(8, 1L << Math.Max(0, level));

    private sealed class Network : TranslatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly NetworkInput input;
        private readonly long[] shape;

        internal Network(ContextEncoder options, TranslatorSpec spec)
            : base(nameof(ContextEncoder))
        {
            ArgumentNullException.ThrowIfNull(spec);
            input = new NetworkInput(this);
            shape = [.. spec.InputShape];
            layers = Sequential([.. Encoder(options, spec), .. Decoder(options, spec)]);
            RegisterComponents();
            DcganWeights.Initialise(this);
        }

        public override Tensor forward(Tensor image)
        {
            input.Require(image, nameof(image), shape);
            using var made = layers.call(image);
            return made.contiguous();
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Call(layers, input);
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Encoder(ContextEncoder options, TranslatorSpec spec)
    {
        var sides = ResNetShape.Of(spec.InputShape);
        var from = spec.InputChannels;
        for (var level = 0; level < sides.Halvings; level++)
        {
            var to = options.FeatureMaps * Widening(level - 1); // F twice, as in the paper
            var normed = level > 0;
            yield return (
                $"down{level}",
                ChannelsLast.InPrecision(spec, Conv2d(from, to, 4, stride: 2, padding: 1, bias: !normed))
            );
            if (normed)
            {
                yield return ($"downnorm{level}", BatchNorm2d(to));
            }
            yield return ($"downrelu{level}", LeakyReLU(0.2, inplace: true));
            from = to;
        }
        var whole = (sides.Height, sides.Width);
        yield return ("narrow", ChannelsLast.InPrecision(spec, Conv2d(from, options.Bottleneck, whole, bias: false)));
        yield return ("norm", BatchNorm2d(options.Bottleneck));
        yield return ("lrelu", LeakyReLU(0.2, inplace: true));
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Decoder(ContextEncoder options, TranslatorSpec spec)
    {
        var sides = ResNetShape.Of(spec.InputShape);
        var whole = (sides.Height, sides.Width);
        var from = options.FeatureMaps * Widening(sides.Halvings - 1);
        yield return (
            "widen",
            ChannelsLast.InPrecision(spec, ConvTranspose2d(options.Bottleneck, from, whole, bias: false))
        );
        yield return ("upnorm", BatchNorm2d(from));
        yield return ("uprelu", ReLU(inplace: true));
        for (var level = sides.Halvings - 1; level > 0; level--)
        {
            var to = options.FeatureMaps * Widening(level - 1);
            yield return (
                $"up{level}",
                ChannelsLast.InPrecision(spec, ConvTranspose2d(from, to, 4, stride: 2, padding: 1, bias: false))
            );
            yield return ($"upnorm{level}", BatchNorm2d(to));
            yield return ($"uprelu{level}", ReLU(inplace: true));
            from = to;
        }
        yield return (
            "image",
            ChannelsLast.InPrecision(spec, ConvTranspose2d(from, spec.OutputChannels, 4, stride: 2, padding: 1))
        );
        yield return ("tanh", Tanh());
    }
}
