using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Images [N, C, H, W] to one score each: the residual discriminator of StyleGAN2 (Karras et al. 2020, section 4.1).
/// </summary>
public sealed class StyleGan2Discriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private static readonly double Gain = Math.Sqrt(2);

    private readonly long[] sampleShape;
    private readonly NetworkInput input;
    private readonly Module<Tensor, Tensor> image;
    private readonly ModuleList<StyleDownBlock> blocks;
    private readonly Module<Tensor, Tensor>? deviation;
    private readonly Module<Tensor, Tensor> last;
    private readonly Module<Tensor, Tensor> dense;
    private readonly Module<Tensor, Tensor> score;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>.</summary>
    public StyleGan2Discriminator(StyleGan2Options options, NetworkSpec spec)
        : base(nameof(StyleGan2Discriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        sampleShape = [.. spec.Shape];
        input = new NetworkInput(this);
        var shape = StyleGan2Shape.Of(spec.Shape);
        long Maps(int halvings) => ImageSides.Widened(options.DiscriminatorMaps, halvings, options.MaxMaps);
        image = new EqualizedConvolution(spec.Shape[0], Maps(0), 1, Gain, spec: spec);
        blocks = [];
        for (var i = 0; i < shape.Halvings; i++)
        {
            blocks.Add(new StyleDownBlock(Maps(i), Maps(i + 1), options.ResidualDiscriminator, spec));
        }
        var maps = Maps(shape.Halvings);
        IsSamplewise = options.DeviationGroup < 2;
        deviation = IsSamplewise ? null : new MinibatchStd(options.DeviationGroup);
        last = new EqualizedConvolution(maps + (IsSamplewise ? 0 : 1), maps, 3, Gain, spec: spec);
        dense = new EqualizedLinear(maps * shape.Height * shape.Width, maps, Gain);
        score = new EqualizedLinear(maps, 1);
        FeatureSize = maps;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>The last hidden layer, [N, maps].</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        var maps = Active(image.call(sample));
        foreach (var block in blocks)
        {
            maps = block.call(maps);
        }
        maps = Active(last.call(deviation is null ? maps : deviation.call(maps)));
        return scope.MoveToOuter(Active(dense.call(Gan.Maps.Flatten(maps))));
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
        var maps = graph.LeakyRelu(graph.Call(image, sample), 0.2);
        maps = blocks.Aggregate(maps, (value, block) => graph.Call(block, value));
        maps = deviation is null ? maps : graph.Call(deviation, maps);
        maps = graph.LeakyRelu(graph.Call(last, maps), 0.2);
        return graph.LeakyRelu(graph.Call(dense, graph.Flatten(maps)), 0.2);
    }

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    internal static Tensor Active(Tensor maps) => functional.leaky_relu(maps, 0.2);
}
