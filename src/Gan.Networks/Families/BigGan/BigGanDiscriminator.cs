using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Images [N, C, H, W] through residual blocks that halve the sides to one score each.</summary>
public sealed class BigGanDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly NetworkInput input;
    private readonly long[] shape;
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> score;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public BigGanDiscriminator(BigGanOptions options, NetworkSpec spec)
        : base(nameof(BigGanDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        shape = [.. spec.Shape];
        input = new NetworkInput(this);
        var made = new BigGanLayers(spec);
        var sides = BigGanShape.Sides(spec.Shape);
        var halvings = sides.Count - 1;
        layers = Sequential([.. Layers(options, spec, sides, made)]);
        FeatureSize = BigGanShape.DiscriminatorWidths(halvings)[^1] * options.DiscriminatorMaps;
        score = made.Dense(FeatureSize, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>The last feature maps behind a ReLU, added up over their places: [N, maps].</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), shape);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(layers.call(sample).relu().sum([2, 3]));
    }

    /// <inheritdoc/>
    public override Tensor Score(Tensor features)
    {
        input.Require(features, nameof(features), FeatureSize);
        return score.call(features).flatten();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition) => Score(Features(sample, condition));

    GraphValue IGraphedDiscriminator.FeaturesTo(NetworkGraph graph, GraphValue sample, GraphValue? condition) =>
        graph.OverPlaces(graph.Each("Relu", graph.Call(layers, sample)), mean: false);

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(
        BigGanOptions options,
        NetworkSpec spec,
        List<(long Height, long Width)> sides,
        BigGanLayers layers
    )
    {
        var from = spec.Shape[0];
        var halvings = sides.Count - 1;
        var number = 0;
        foreach (var width in BigGanShape.DiscriminatorWidths(halvings))
        {
            var to = width * options.DiscriminatorMaps;
            var halves = number < BigGanShape.DiscriminatorHalvings(halvings);
            yield return ($"block{++number}", new BigGanDownBlock(from, to, first: number == 1, halves, layers));
            if (halves && sides[number].Height == options.SelfAttentionSide)
            {
                yield return ("attention", new SelfAttention(to, spectralNorm: true));
            }
            from = to;
        }
    }
}
