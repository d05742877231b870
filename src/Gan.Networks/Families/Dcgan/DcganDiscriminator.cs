using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Images through strided convolutions to one score each.</summary>
public sealed class DcganDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor>? statistics;
    private readonly Module<Tensor, Tensor> score;
    private readonly NetworkInput input;
    private readonly long[] shape;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public DcganDiscriminator(DcganOptions options, NetworkSpec spec)
        : base(nameof(DcganDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        shape = [.. spec.Shape];
        input = new NetworkInput(this);
        var sides = DcganShape.Of(spec.Shape, options.Layout);
        var f = options.FeatureMaps;
        var norm = options.DiscriminatorNorm switch
        {
            DiscriminatorNorm.Auto => spec.GradientPenalty ? DiscriminatorNorm.None : DiscriminatorNorm.Batch,
            var chosen => chosen,
        };
        (layers, var maps) = options.Layout switch
        {
            DcganLayout.Paper => (
                Sequential([.. PaperLayers(spec, f, sides, norm, options.SelfAttentionSide)]),
                f << (sides.Halvings - 1)
            ),
            DcganLayout.Tutorial => (
                Sequential([.. PlainLayers(spec, [f, 2 * f], kernel: 5, slope: 0.3, dropout: 0.3)]),
                2 * f
            ),
            _ => (Sequential([.. PlainLayers(spec, [f, f], kernel: 3, slope: 0.2, dropout: 0.4)]), f),
        };
        if (options.MinibatchStd)
        {
            statistics = new MinibatchStd();
        }
        FeatureSize = (maps + (statistics is null ? 0 : 1)) * sides.Height * sides.Width;
        var last = Linear(FeatureSize, 1);
        score = norm == DiscriminatorNorm.Spectral ? new SpectralNorm(last) : last;
        IsSamplewise =
            statistics is null
            && norm != DiscriminatorNorm.Spectral
            // the other layouts have no such layers
            && (norm != DiscriminatorNorm.Batch || options.Layout != DcganLayout.Paper);
        RegisterComponents();
        if (options.Layout == DcganLayout.Paper)
        {
            DcganWeights.Initialise(this);
        }
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <inheritdoc/>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), shape);
        using var maps = layers.call(sample);
        using var joined = statistics?.call(maps);
        return Maps.Flatten(joined ?? maps);
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor features)
    {
        input.Require(features, nameof(features), FeatureSize);
        return score.call(features).flatten();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));

    GraphValue IGraphedDiscriminator.FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition)
    {
        var maps = graph.Call(layers, sample);
        return graph.Flatten(statistics is null ? maps : graph.Call(statistics, maps));
    }

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    /// <summary>The convolutions from the image to the narrowest maps, which an encoder has too.</summary>
    internal static IEnumerable<(string, Module<Tensor, Tensor>)> PaperLayers(
        NetworkSpec spec,
        long maps,
        DcganShape sides,
        DiscriminatorNorm norm,
        long attention
    )
    {
        var channels = spec.Shape[0];
        for (var i = 0; i < sides.Halvings; i++)
        {
            var normed = i > 0 && norm.IsLayer(); // the paper leaves the layer at the image without
            var conv = Conv2d(channels, maps, sides.Kernel(i), stride: (2, 2), padding: (1, 1), bias: !normed);
            yield return ($"conv{i}", ChannelsLast.Of(spec, conv, norm));
            if (normed)
            {
                yield return ($"norm{i}", norm.Layer(maps));
            }
            yield return ($"lrelu{i}", LeakyReLU(0.2, inplace: true));
            if (sides.Heights[i] == attention)
            {
                yield return ("attention", new SelfAttention(maps, norm == DiscriminatorNorm.Spectral));
            }
            channels = maps;
            maps = 2 * maps;
        }
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> PlainLayers(
        NetworkSpec spec,
        long[] maps,
        long kernel,
        double slope,
        double dropout
    )
    {
        for (var i = 0; i < maps.Length; i++)
        {
            yield return (
                $"conv{i}",
                ChannelsLast.InPrecision(
                    spec,
                    Conv2d(i == 0 ? spec.Shape[0] : maps[i - 1], maps[i], kernel, stride: 2, padding: kernel / 2)
                )
            );
            yield return ($"lrelu{i}", LeakyReLU(slope, inplace: true));
            yield return ($"dropout{i}", new LayerDropout(dropout));
        }
    }
}
