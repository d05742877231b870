using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Images [N, C, H, W] to scores of patches [N, 1, 1, P]: those of the whole image and, behind them, those of a second
/// way that sees it at half of its sides. Decoders make the image, and a quarter of it, again of the feature maps.
/// </summary>
public sealed class FastGanDiscriminator : DiscriminatorNetwork, IGraphed
{
    private const int Doublings = 4; // of a decoder, the paper's
    private const long Head = 4; // side of the last convolution's kernel: 8 pixels give 5x5 scores

    private readonly NetworkInput input;
    private readonly long[] sampleShape;
    private readonly List<(long Height, long Width)> sides;
    private readonly long[] maps; // of the two ways at their end
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly Module<Tensor, Tensor> small;
    private readonly Module<Tensor, Tensor> score;
    private readonly Module<Tensor, Tensor> smallScore;
    private readonly Module<Tensor, Tensor> decoder;
    private readonly Module<Tensor, Tensor>? partDecoder;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public FastGanDiscriminator(FastGanOptions options, NetworkSpec spec)
        : base(nameof(FastGanDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        sampleShape = [.. spec.Shape];
        input = new NetworkInput(this);
        sides = ImageSides.Halved(spec.Shape, FastGanOptions.EndSide);
        var norm = options.DiscriminatorNorm switch
        {
            DiscriminatorNorm.Auto => spec.GradientPenalty ? DiscriminatorNorm.None : DiscriminatorNorm.Batch,
            var chosen => chosen,
        };
        IsSamplewise = norm is not (DiscriminatorNorm.Batch or DiscriminatorNorm.Spectral);
        var conv = new FastGanConv(spec, norm);
        var ways = new FastGanWays(options, conv, sides);
        stem = Sequential([.. ways.Stem(spec.Shape[0])]);
        blocks = ModuleList([.. ways.Blocks()]);
        small = Sequential([.. ways.Small(spec.Shape[0])]);
        maps = [options.JudgeMapsAt(0), options.SmallMapsAt(0)];
        score = Sequential([.. conv.Layers(maps[0], maps[0], 1, "1"), ("score", conv.Plain(maps[0], 1, Head))]);
        smallScore = conv.Plain(maps[1], 1, Head);
        decoder = new FastGanDecoder(conv, maps[0], options.DecoderMaps, DecodedSides(0));
        partDecoder =
            sides.Count > 2
                ? new FastGanDecoder(conv, options.JudgeMapsAt(1), options.DecoderMaps, DecodedSides(1))
                : null;
        FeatureSize = maps.Sum() * sides[^1].Height * sides[^1].Width;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>The last feature maps of both ways, one behind the other.</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(
            cat([Maps.Flatten(Trunk(sample)[^1]), Maps.Flatten(small.call(Maps.Halve(sample)))], 1)
        );
    }

    /// <summary>The scores that belong to features: [N, F] to [N, 1, 1, P].</summary>
    public override Tensor Score(Tensor features)
    {
        input.Require(features, nameof(features), FeatureSize);
        using var scope = NewDisposeScope();
        var (height, width) = sides[^1];
        var parts = features.split([.. maps.Select(m => m * height * width)], 1);
        Tensor Of(int way) => Maps.Unflatten(parts[way].contiguous(), maps[way], height, width);
        return scope.MoveToOuter(Scored(Of(0), Of(1)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Scored(Trunk(sample)[^1], small.call(Maps.Halve(sample))));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var large = blocks.Aggregate(graph.Call(stem, input), (value, block) => graph.Call(block, value));
        var little = graph.Call(small, graph.Halve(input));
        var scores = graph.Concatenate(
            1,
            graph.Flatten(graph.Call(score, large)),
            graph.Flatten(graph.Call(smallScore, little))
        );
        return graph.Reshape(scores, -1, 1, 1, scores.Shape[1]);
    }

    /// <summary>Images of at most 16 times the sides of the last maps, and of one of their quarters from the maps
    /// before; small images have the first alone. In evaluation mode the quarter is the first.</summary>
    public override IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        var levels = Trunk(sample);
        var made = decoder.call(levels[^1]);
        var whole = new Reconstruction(scope.MoveToOuter(made), scope.MoveToOuter(Reduced(sample, made)));
        if (partDecoder is null)
        {
            return [whole];
        }
        var early = levels[^2];
        var (down, right) = Quarter(sample.device);
        var part = partDecoder.call(Corner(early, early.size(2) / 2, early.size(3) / 2, down, right));
        var scale = 1L << (sides.Count - 2);
        var target = Corner(sample, early.size(2) / 2 * scale, early.size(3) / 2 * scale, down, right);
        return [whole, new(scope.MoveToOuter(part), scope.MoveToOuter(Reduced(target, part)))];
    }

    private List<Tensor> Trunk(Tensor sample)
    {
        var levels = new List<Tensor> { stem.call(sample) };
        foreach (var block in blocks)
        {
            levels.Add(block.call(levels[^1]));
        }
        return levels;
    }

    private Tensor Scored(Tensor large, Tensor little) =>
        cat([score.call(large).flatten(1), smallScore.call(little).flatten(1)], 1).unsqueeze(1).unsqueeze(1);

    /// <summary>Sides after each doubling of a decoder, from the maps or from the ones before.</summary>
    /// <param name="before">0 for the last maps; 1 for a quarter of those before them.</param>
    private List<(long, long)> DecodedSides(int before)
    {
        var (height, width) = sides[^(1 + before)];
        var list = new List<(long, long)>();
        for (var i = 1; i <= Math.Min(Doublings, sides.Count - 1 - before); i++)
        {
            list.Add(before == 0 ? sides[^(i + 1)] : ((height / 2) << i, (width / 2) << i));
        }
        return list;
    }

    // The mean over squares: a nearest pixel would be noise to a decoder.
    private static Tensor Reduced(Tensor image, Tensor made)
    {
        while (image.size(2) > made.size(2) || image.size(3) > made.size(3))
        {
            image = Maps.Halve(image);
        }
        return image.detach();
    }

    private (bool Down, bool Right) Quarter(Device device)
    {
        if (!training)
        {
            return (false, false);
        }
        using var drawn = randint(0, 4, [1], ScalarType.Int64, device, generator: LayerStream.Current);
        var quarter = drawn.item<long>();
        return (quarter >= 2, quarter % 2 == 1);
    }

    private static Tensor Corner(Tensor image, long height, long width, bool down, bool right) =>
        image
            .narrow(2, down ? image.size(2) - height : 0, height)
            .narrow(3, right ? image.size(3) - width : 0, width)
            .contiguous();
}
