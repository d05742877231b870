using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Images [N, C, H, W] through residual blocks that halve the sides to one score each.</summary>
public sealed class ResNetDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly ResNetPooling? pooling;
    private readonly Module<Tensor, Tensor> layers;
    private readonly Module<Tensor, Tensor> score;
    private readonly NetworkInput input;
    private readonly long[] sampleShape;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public ResNetDiscriminator(ResNetOptions options, NetworkSpec spec)
        : base(nameof(ResNetDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        sampleShape = [.. spec.Shape];
        input = new NetworkInput(this);
        var shape = ResNetShape.Of(spec.Shape);
        var norm = options.DiscriminatorNorm switch
        {
            DiscriminatorNorm.Auto => spec.GradientPenalty ? DiscriminatorNorm.None : DiscriminatorNorm.Spectral,
            var chosen => chosen,
        };
        var conv = new ResNetConv(norm == DiscriminatorNorm.Spectral, spec);
        var flat = options.Layout == ResNetLayout.Wgangp64;
        pooling = flat ? null : options.Pooling;
        layers = Sequential([.. Layers(options, spec, shape, conv, norm)]);
        FeatureSize =
            ResNetShape.Maps(options.DiscriminatorMaps, shape.Halvings, options.Layout)
            * (flat ? shape.Height * shape.Width : 1);
        score = conv.Dense(FeatureSize, 1);
        IsSamplewise = norm is not (DiscriminatorNorm.Batch or DiscriminatorNorm.Spectral);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>The last feature maps, pooled over their places: [N, maps], or [N, maps·h·w] in layout
    /// Wgangp64.</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        var maps = layers.call(sample);
        return scope.MoveToOuter(
            pooling switch
            {
                null => maps.flatten(1),
                ResNetPooling.Sum => maps.relu().sum([2, 3]),
                _ => maps.relu().mean([2, 3]),
            }
        );
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
        return pooling is null
            ? graph.Flatten(maps)
            : graph.OverPlaces(graph.Each("Relu", maps), mean: pooling != ResNetPooling.Sum);
    }

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(
        ResNetOptions options,
        NetworkSpec spec,
        ResNetShape shape,
        ResNetConv conv,
        DiscriminatorNorm norm
    )
    {
        var channels = spec.Shape[0];
        var plain = options.Layout == ResNetLayout.Wgangp64;
        yield return plain
            ? ("input", conv.Plain(channels, options.DiscriminatorMaps, 3))
            : ("first", new ResNetFirstBlock(channels, options.DiscriminatorMaps, conv));
        var height = plain ? spec.Shape[1] : (spec.Shape[1] + 1) / 2;
        var number = 0;
        if (Attention(options, height, options.DiscriminatorMaps, norm) is { } early)
        {
            yield return ("attention", early);
        }
        foreach (var (from, to, halve) in Blocks(options, shape))
        {
            yield return ($"block{++number}", new ResNetDownBlock(from, to, halve, conv, norm, bias: !plain));
            if (!halve)
            {
                continue;
            }
            height = (height + 1) / 2;
            if (Attention(options, height, to, norm) is { } attention)
            {
                yield return ("attention", attention);
            }
        }
    }

    /// <summary>The blocks behind the first layer: maps in, maps out, and whether they halve the sides.</summary>
    private static IEnumerable<(long From, long To, bool Halve)> Blocks(ResNetOptions options, ResNetShape shape)
    {
        var maps = options.DiscriminatorMaps;
        if (options.Layout == ResNetLayout.Cifar)
        {
            return [(maps, maps, true), (maps, maps, false), (maps, maps, false)];
        }
        // SNGAN's first block has halved the image already, so that the last one may find odd sides.
        bool Halve(int i) =>
            options.Layout == ResNetLayout.Wgangp64
            || i < shape.Halvings
            || (shape.Height % 2 == 0 && shape.Width % 2 == 0);
        return Enumerable
            .Range(1, shape.Halvings)
            .Select(i =>
                (ResNetShape.Maps(maps, i - 1, options.Layout), ResNetShape.Maps(maps, i, options.Layout), Halve(i))
            );
    }

    private static SelfAttention? Attention(ResNetOptions options, long height, long maps, DiscriminatorNorm norm) =>
        height == options.SelfAttentionSide ? new SelfAttention(maps, norm == DiscriminatorNorm.Spectral) : null;
}
