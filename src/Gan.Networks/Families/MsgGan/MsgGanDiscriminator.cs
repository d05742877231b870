using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Images of all resolutions to one score each (MSG-GAN, Karnewar and Wang 2020, arXiv:1903.06048): beside what the
/// block above found, each block reads the image of its own resolution (the paper's simple combination). Plain images
/// [N, C, H, W] are read with their own smaller ones.
/// </summary>
public sealed class MsgGanDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly NetworkInput input;
    private readonly long[] sampleShape;
    private readonly Pyramid pyramid;
    private readonly Module<Tensor, Tensor> image;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks; // from the second resolution on
    private readonly Module<Tensor, Tensor> last;
    private readonly Module<Tensor, Tensor> score;

    /// <summary>Makes the discriminator for what <see cref="MsgGanOptions.JudgedShape"/> says; any other shape is taken
    /// for that of plain images.</summary>
    public MsgGanDiscriminator(MsgGanOptions options, NetworkSpec spec)
        : base(nameof(MsgGanDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        pyramid = Pyramid.OfPacked(spec.Shape);
        sampleShape = [spec.Shape[0], pyramid.Packed.Height, pyramid.Packed.Width];
        var shape = pyramid.Shape;
        var channels = spec.Shape[0];
        long Maps(int resolution) => shape.MapsAt(resolution, options.DiscriminatorMaps, options.MaxMaps);
        long Read(int resolution) => Maps(resolution) + (resolution < shape.Top ? channels : 0);
        image = GrowingLayers.Convolution(spec, channels, Maps(shape.Top), kernel: 1);
        blocks = [];
        for (var i = 1; i <= shape.Top; i++)
        {
            blocks.Add(new ShrinkingBlock(Read(i), Maps(i), Maps(i - 1), spec, options.DeviationGroup));
        }
        FeatureSize = Maps(0);
        last = new ShrinkingEnd(Read(0), Maps(0), shape.Sides[0], options.DeviationGroup, spec);
        score = new EqualizedLinear(Maps(0), 1);
        IsSamplewise = options.DeviationGroup < 2;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>Real images [N, C, H, W] with their smaller ones in one tensor, [N, C, H, W + W / 2].</summary>
    public override Tensor Reals(Tensor real)
    {
        RequireImages(real, nameof(real));
        return pyramid.Of(real);
    }

    /// <summary>Changes all resolutions alike.</summary>
    public override Tensor Changed(Tensor sample, Func<Tensor, Tensor> change)
    {
        RequireImages(sample, nameof(sample));
        ArgumentNullException.ThrowIfNull(change);
        return pyramid.Change(pyramid.Of(sample), change);
    }

    /// <summary>The last hidden layer, [N, maps].</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        RequireImages(sample, nameof(sample));
        using var scope = NewDisposeScope();
        var packed = pyramid.Of(sample);
        input.Require(packed, nameof(sample), sampleShape);
        var images = pyramid.Unpack(packed);
        var maps = GrowingLayers.Active(image.call(images[^1]));
        for (var i = images.Length - 1; i > 0; i--)
        {
            maps = cat([blocks[i - 1].call(maps), images[i - 1]], 1);
        }
        return scope.MoveToOuter(last.call(maps));
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
        var all = new GraphValue[pyramid.Shape.Top + 1];
        all[^1] = sample;
        for (var i = all.Length - 1; i > 0; i--)
        {
            all[i - 1] = graph.Halve(all[i]);
        }
        var maps = graph.LeakyRelu(graph.Call(image, sample), 0.2);
        for (var i = all.Length - 1; i > 0; i--)
        {
            maps = graph.Concatenate(1, graph.Call(blocks[i - 1], maps), all[i - 1]);
        }
        return graph.Call(last, maps);
    }

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    // Plain images, or those that stand with their smaller ones already; of how many channels, the layers say.
    private void RequireImages(Tensor images, string name)
    {
        LayerInput.Present(images, name);
        var (height, width) = pyramid.Image;
        var fits = images.dim() == 4 && images.size(2) == height && images.is_floating_point();
        if (!fits || (images.size(3) != width && images.size(3) != pyramid.Packed.Width))
        {
            throw new ArgumentException(
                $"{GetName()} reads floats [N, C, {height}, {width}], but {name} is {images.dtype} "
                    + $"{ShapeText.Of(images.shape)}.",
                name
            );
        }
    }
}
