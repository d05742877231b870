using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// PatchGAN (Isola et al. 2017, arXiv:1611.07004, section 3.2.2 and appendix 6.1.2): a score for each overlapping patch
/// of an image, [N, 1, h, w]. It judges texture and leaves the whole to a term such as L1. Images of any size.
/// </summary>
/// <remarks>Behind n strided 4x4 convolutions come two of stride 1, so that a score sees 16, 34, 70 or 142 pixels for n
/// = 1 to 4. n = 0 is the paper's pixel discriminator of 1x1 convolutions. Weights start at N(0, 0.02).</remarks>
public sealed record PatchDiscriminator : IJudgeFamily
{
    /// <summary>Strided layers n, from 0 to 6. Default 3, the paper's 70 pixels.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Feature maps F next to the image; they double with each layer, up to 8·F. Default 16; the papers have
    /// 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Normalisation. Default: batch, as in pix2pix, and instance under a gradient penalty; CycleGAN has
    /// instance.</summary>
    public DiscriminatorNorm Norm { get; init; }

    /// <summary>The papers' width, for patches of 70 pixels: 2.8 million weights.</summary>
    public static PatchDiscriminator Paper { get; } = new() { FeatureMaps = 64 };

    /// <summary>Pixels that a score sees along each side.</summary>
    public long ReceptiveField => Layers == 0 ? 1 : 9 * (1L << Layers) - 2;

    CriticSlope IJudgeFamily.Slope => Norm == DiscriminatorNorm.Spectral ? CriticSlope.Bounded : CriticSlope.Free;

    bool IJudgeFamily.CouplesSamples => Norm == DiscriminatorNorm.Batch;

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new Network(this, spec);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var own = Bounds
            .Of(
                nameof(PatchDiscriminator),
                Bounds.Within(0, 6, Layers),
                Bounds.AtLeast(1, FeatureMaps),
                Bounds.Named(Norm)
            )
            .ToList();
        if (own.Count > 0)
        {
            return own;
        }
        if (shape.Count != 3)
        {
            return [new($"A patch discriminator reads images [C, H, W], but is given {ShapeText.Of(shape)}.")];
        }
        var least = Layers == 0 ? 1 : 3L << Layers; // the two layers of stride 1 take a pixel each
        if (Math.Min(shape[1], shape[2]) >= least)
        {
            return [];
        }
        var fewer = Layers;
        while (fewer > 0 && Math.Min(shape[1], shape[2]) < 3L << fewer)
        {
            fewer--;
        }
        return
        [
            new(
                $"A patch discriminator of {Layers} layers needs sides of at least {least}, but the images are "
                    + $"{shape[1]}x{shape[2]}.",
                $"Set PatchDiscriminator.Layers = {fewer}."
            ),
        ];
    }

    private sealed class Network : DiscriminatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly NetworkInput input;
        private readonly long channels;

        internal Network(PatchDiscriminator options, NetworkSpec spec)
            : base(nameof(PatchDiscriminator))
        {
            ArgumentNullException.ThrowIfNull(spec);
            var norm = TranslatorNorms.Chosen(options.Norm, spec);
            input = new NetworkInput(this);
            channels = spec.Shape[0];
            layers = Sequential([.. Convolutions(options, spec, norm)]);
            IsSamplewise = norm is not (DiscriminatorNorm.Batch or DiscriminatorNorm.Spectral);
            RegisterComponents();
            DcganWeights.Initialise(this);
        }

        public override bool IsSamplewise { get; }

        public override Tensor forward(Tensor sample, Tensor? condition)
        {
            input.RequireImages(sample, nameof(sample), channels);
            using var scores = layers.call(sample);
            return scores.contiguous();
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Call(layers, input);
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Convolutions(
        PatchDiscriminator options,
        NetworkSpec spec,
        DiscriminatorNorm norm
    )
    {
        var pixel = options.Layers == 0;
        var kernel = pixel ? 1 : 4;
        var padding = pixel ? 0 : 1;
        var from = spec.Shape[0];
        for (var i = 0; i <= Math.Max(1, options.Layers); i++)
        {
            var to = options.FeatureMaps * Math.Min(8, 1L << i);
            var normed = i > 0 && norm.IsLayer();
            var stride = i < options.Layers ? 2 : 1;
            yield return (
                $"conv{i}",
                ChannelsLast.Of(spec, Conv2d(from, to, kernel, stride: stride, padding: padding, bias: !normed), norm)
            );
            if (normed)
            {
                yield return ($"norm{i}", TranslatorNorms.Of(norm, to));
            }
            yield return ($"lrelu{i}", LeakyReLU(0.2, inplace: true));
            from = to;
        }
        yield return ("score", ChannelsLast.Of(spec, Conv2d(from, 1, kernel, padding: padding), norm));
    }
}
