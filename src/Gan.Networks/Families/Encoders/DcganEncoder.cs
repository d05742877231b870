using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Images to latents through the convolutions of DCGAN's discriminator, with batch normalisation, and one
/// linear layer (f-AnoGAN, Schlegl et al. 2019, section 3.2). For images with any sides from 8 up.</summary>
public sealed record DcganEncoder : IEncoderFamily
{
    /// <summary>Feature maps of the layer next to the image; they double towards the latent. At least 1. Default
    /// 16.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Normalisation of all layers but the first. Default batch normalisation.</summary>
    public DiscriminatorNorm Norm { get; init; } = DiscriminatorNorm.Batch;

    /// <summary>Largest entry of a latent: entries are limit · tanh(h / limit). The paper has 1, the default, so that
    /// no image leads far from where the generator has learnt. 0 sets no limit.</summary>
    public double Limit { get; init; } = 1;

    /// <inheritdoc/>
    public EncoderNetwork Encoder(NetworkSpec spec) => new DcganEncoderNetwork(this, Argument.NotNull(spec));

    // One more place names the layout: the discriminator whose layers it shares.
    private DcganOptions Layers => new() { FeatureMaps = FeatureMaps, DiscriminatorNorm = Norm };

    double IEncoderFamily.LeastWeights(NetworkSpec spec)
    {
        var sides = DcganShape.Of(spec.Shape, DcganLayout.Paper);
        var maps = FeatureMaps * sides.Widening(DcganLayout.Paper, generator: false);
        return (9.0 * FeatureMaps * spec.Shape[0]) + (maps * sides.Height * sides.Width * spec.LatentSize);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) =>
        [
            .. Bounds.Of(
                nameof(DcganEncoder),
                Bounds.AtLeast(0, Limit),
                Bounds.Named(Norm),
                Bounds.Must(Norm != DiscriminatorNorm.Spectral, "not be Spectral", Norm)
            ),
            .. Layers
                .Problems(shape)
                .Select(problem =>
                    problem with
                    {
                        What = problem.What.Replace(nameof(DcganOptions), nameof(DcganEncoder)),
                    }
                ),
        ];
}

internal sealed class DcganEncoderNetwork : EncoderNetwork, IGraphed
{
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> latent;
    private readonly NetworkInput input;
    private readonly long[] shape;
    private readonly double limit;

    internal DcganEncoderNetwork(DcganEncoder options, NetworkSpec spec)
        : base("DcganEncoder")
    {
        shape = [.. spec.Shape];
        limit = options.Limit;
        input = new NetworkInput(this);
        var sides = DcganShape.Of(spec.Shape, DcganLayout.Paper);
        var norm = options.Norm == DiscriminatorNorm.Auto ? DiscriminatorNorm.Batch : options.Norm;
        layers = Sequential([.. DcganDiscriminator.PaperLayers(spec, options.FeatureMaps, sides, norm, attention: 0)]);
        var maps = options.FeatureMaps << (sides.Halvings - 1);
        latent = spec.InPrecision(Linear(maps * sides.Height * sides.Width, spec.LatentSize));
        RegisterComponents();
        DcganWeights.Initialise(this);
    }

    public override Tensor forward(Tensor sample)
    {
        input.Require(sample, nameof(sample), shape);
        using var maps = layers.call(sample);
        return LatentLimit.Of(latent.call(Maps.Flatten(maps)), limit);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        LatentLimit.Of(graph, graph.Call(latent, graph.Flatten(graph.Call(layers, input))), limit);
}
