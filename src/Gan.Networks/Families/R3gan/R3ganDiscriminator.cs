using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Images [N, C, H, W] through stages of residual blocks that halve the sides, and a filter over the whole of
/// each last map, to one score each.</summary>
public sealed class R3ganDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly NetworkInput input;
    private readonly long[] shape;
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> basis;
    private readonly Module<Tensor, Tensor> score;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public R3ganDiscriminator(R3ganOptions options, NetworkSpec spec)
        : base(nameof(R3ganDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        shape = [.. spec.Shape];
        input = new NetworkInput(this);
        var sides = R3ganOptions.Sides(spec.Shape);
        FeatureSize = options.MapsAt(0);
        layers = Sequential([.. Layers(options, spec, sides.Count - 1)]);
        basis = new R3ganBasis(FeatureSize, sides[^1].Height, sides[^1].Width);
        score = R3ganLayers.Dense(spec, FeatureSize, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise => true;

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>What the filters over the last maps give: [N, maps].</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), shape);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(basis.call(layers.call(sample)));
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
        graph.Call(basis, graph.Call(layers, sample));

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(
        R3ganOptions options,
        NetworkSpec spec,
        int halvings
    )
    {
        var depth = options.Depth(halvings + 1);
        yield return ("image", R3ganLayers.Convolution(spec, spec.Shape[0], options.MapsAt(halvings)));
        for (var stage = halvings; stage >= 0; stage--)
        {
            var maps = options.MapsAt(stage);
            for (var block = 1; block <= options.Blocks; block++)
            {
                yield return ($"block{stage}_{block}", new R3ganBlock(spec, maps, depth));
            }
            if (stage > 0)
            {
                yield return ($"down{stage}", new R3ganDown(spec, maps, options.MapsAt(stage - 1)));
            }
        }
    }
}
