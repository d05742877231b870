using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// One stage of gated convolutions for completion (Yu et al. 2019, arXiv:1806.03589, section 3.1 and figure 3: the
/// coarse network): two strided layers, dilations 2, 4, 8 and 16 to see far, and doubling by repetition. The paper adds
/// a second stage with contextual attention, which is left out here. Sides are multiples of 4.
/// </summary>
/// <remarks>Its input is [image·(1 − mask), mask]. Weights start as those of <see cref="GatedConvolution"/>
/// do.</remarks>
public sealed record GatedTranslator : ITranslatorFamily
{
    /// <summary>Feature maps F next to the image; 4·F in the middle. At least 2. Default 16; the paper has
    /// 48.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new Network(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        50.0 * FeatureMaps * spec.InputChannels + 8 * 9.0 * 2 * 16 * FeatureMaps * FeatureMaps;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape) =>
        [
            .. Bounds.Of(nameof(GatedTranslator), Bounds.AtLeast(2, FeatureMaps)),
            .. TranslatorShapes.SameSides("A gated translator", inputShape, targetShape, multiple: 4),
        ];

    private sealed class Network : TranslatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly NetworkInput input;
        private readonly long channels;

        internal Network(GatedTranslator options, TranslatorSpec spec)
            : base(nameof(GatedTranslator))
        {
            ArgumentNullException.ThrowIfNull(spec);
            input = new NetworkInput(this);
            channels = spec.InputChannels;
            layers = Sequential([.. Layers(options.FeatureMaps, spec)]);
            RegisterComponents();
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

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(long f, TranslatorSpec spec)
    {
        Module<Tensor, Tensor> Gated(long from, long to, long kernel = 3, long stride = 1, long dilation = 1) =>
            new GatedConvolution(from, to, kernel, stride, dilation, spec);
        Module<Tensor, Tensor> Double() => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
        yield return ("first", Gated(spec.InputChannels, f, kernel: 5));
        yield return ("down1", Gated(f, 2 * f, stride: 2));
        yield return ("conv1", Gated(2 * f, 2 * f));
        yield return ("down2", Gated(2 * f, 4 * f, stride: 2));
        yield return ("conv2", Gated(4 * f, 4 * f));
        yield return ("conv3", Gated(4 * f, 4 * f));
        foreach (var dilation in new[] { 2, 4, 8, 16 })
        {
            yield return ($"far{dilation}", Gated(4 * f, 4 * f, dilation: dilation));
        }
        yield return ("conv4", Gated(4 * f, 4 * f));
        yield return ("conv5", Gated(4 * f, 4 * f));
        yield return ("double1", Double());
        yield return ("up1", Gated(4 * f, 2 * f));
        yield return ("conv6", Gated(2 * f, 2 * f));
        yield return ("double2", Double());
        yield return ("up2", Gated(2 * f, f));
        yield return ("conv7", Gated(f, f / 2));
        yield return ("image", ChannelsLast.InPrecision(spec, Conv2d(f / 2, spec.OutputChannels, 3, padding: 1)));
        yield return ("tanh", Tanh());
    }
}
