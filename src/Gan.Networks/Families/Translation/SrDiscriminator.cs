using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The discriminator of SRGAN (Ledig et al. 2017, arXiv:1609.04802, section 2.1.1 and figure 4): pairs of 3x3
/// convolutions, the second of stride 2, from F to 8·F maps, then two dense layers and one score an image. The paper
/// flattens the last maps, which fixes the size; here their mean over all places is taken, so that images of any size
/// from 16 up go.
/// </summary>
/// <remarks>Weights start as PyTorch's layers do.</remarks>
public sealed record SrDiscriminator : IJudgeFamily
{
    /// <summary>Feature maps F next to the image. Default 16; the paper has 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Normalisation. Default: batch, and instance under a gradient penalty.</summary>
    public DiscriminatorNorm Norm { get; init; }

    /// <summary>The paper's width.</summary>
    public static SrDiscriminator Srgan { get; } = new() { FeatureMaps = 64 };

    CriticSlope IJudgeFamily.Slope => Norm == DiscriminatorNorm.Spectral ? CriticSlope.Bounded : CriticSlope.Free;

    bool IJudgeFamily.CouplesSamples => Norm == DiscriminatorNorm.Batch;

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new Network(this, spec);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var own = Bounds.Of(nameof(SrDiscriminator), Bounds.AtLeast(1, FeatureMaps), Bounds.Named(Norm)).ToList();
        if (own.Count == 0 && (shape.Count != 3 || Math.Min(shape[1], shape[2]) < 16))
        {
            own.Add(
                new(
                    "This discriminator reads images [C, H, W] with sides of at least 16, but is given "
                        + $"{ShapeText.Of(shape)}.",
                    "Use PatchDiscriminator for smaller ones."
                )
            );
        }
        return own;
    }

    private sealed class Network : DiscriminatorNetwork, IGraphedDiscriminator
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly Module<Tensor, Tensor> hidden;
        private readonly Module<Tensor, Tensor> score;
        private readonly NetworkInput input;
        private readonly long channels;

        internal Network(SrDiscriminator options, NetworkSpec spec)
            : base(nameof(SrDiscriminator))
        {
            ArgumentNullException.ThrowIfNull(spec);
            var norm = TranslatorNorms.Chosen(options.Norm, spec);
            input = new NetworkInput(this);
            channels = spec.Shape[0];
            FeatureSize = 16 * options.FeatureMaps;
            layers = Sequential([.. Pairs(options.FeatureMaps, spec, norm)]);
            hidden = Dense(FeatureSize / 2, FeatureSize, spec, norm);
            score = Dense(FeatureSize, 1, spec, norm);
            IsSamplewise = norm is not (DiscriminatorNorm.Batch or DiscriminatorNorm.Spectral);
            RegisterComponents();
        }

        public override bool IsSamplewise { get; }

        public override long FeatureSize { get; }

        public override Tensor Features(Tensor sample, Tensor? condition)
        {
            input.RequireImages(sample, nameof(sample), channels);
            using var scope = NewDisposeScope();
            var means = layers.call(sample).mean([2, 3]);
            return scope.MoveToOuter(functional.leaky_relu(hidden.call(means), 0.2));
        }

        public override Tensor Score(Tensor features)
        {
            input.Require(features, nameof(features), FeatureSize);
            return score.call(features).flatten();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));

        GraphValue IGraphedDiscriminator.FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition)
        {
            var means = graph.OverPlaces(graph.Call(layers, sample), mean: true);
            return graph.LeakyRelu(graph.Call(hidden, means), 0.2);
        }

        GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
            graph.Column(graph.Call(score, features));
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Pairs(long f, NetworkSpec spec, DiscriminatorNorm norm)
    {
        var from = spec.Shape[0];
        for (var i = 0; i < 8; i++)
        {
            var to = f << (i / 2);
            var normed = i > 0 && norm.IsLayer();
            var conv = Conv2d(from, to, 3, stride: 1 + i % 2, padding: 1, bias: !normed);
            yield return ($"conv{i}", ChannelsLast.Of(spec, conv, norm));
            if (normed)
            {
                yield return ($"norm{i}", TranslatorNorms.Of(norm, to));
            }
            yield return ($"lrelu{i}", LeakyReLU(0.2, inplace: true));
            from = to;
        }
    }

    private static Module<Tensor, Tensor> Dense(long from, long to, NetworkSpec spec, DiscriminatorNorm norm)
    {
        var layer = Linear(from, to);
        return norm == DiscriminatorNorm.Spectral ? new SpectralNorm(layer) : spec.InPrecision(layer);
    }
}
