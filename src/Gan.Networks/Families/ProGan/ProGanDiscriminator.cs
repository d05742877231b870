using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Images [N, C, H, W] to one score each, by a discriminator that grows with its generator (Karras et al. 2018,
/// arXiv:1710.10196): it shrinks what it reads to the resolution that is being learnt.
/// </summary>
public sealed class ProGanDiscriminator : DiscriminatorNetwork, IGraphedDiscriminator
{
    private readonly NetworkInput input;
    private readonly long[] sampleShape;
    private readonly GrowthShape shape;
    private readonly GrowthCourse course;
    private readonly bool followsProgress;
    private readonly ModuleList<Module<Tensor, Tensor>> images;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks; // from the second resolution on
    private readonly Module<Tensor, Tensor> last;
    private readonly Module<Tensor, Tensor> score;

    /// <summary>Makes the discriminator for images of <c>spec.Shape</c>, fully grown until it is told the
    /// moment.</summary>
    public ProGanDiscriminator(ProGanOptions options, NetworkSpec spec)
        : base(nameof(ProGanDiscriminator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        sampleShape = [.. spec.Shape];
        input = new NetworkInput(this);
        shape = GrowthShape.Of(spec.Shape);
        course = new GrowthCourse(options, shape);
        followsProgress = options.FollowsProgress;
        long Maps(int resolution) => shape.MapsAt(resolution, options.DiscriminatorMaps, options.MaxMaps);
        images = [];
        blocks = [];
        for (var i = 0; i <= shape.Top; i++)
        {
            images.Add(GrowingLayers.Convolution(spec, spec.Shape[0], Maps(i), kernel: 1));
            if (i > 0)
            {
                blocks.Add(new ShrinkingBlock(Maps(i), Maps(i), Maps(i - 1), spec));
            }
        }
        FeatureSize = Maps(0);
        last = new ShrinkingEnd(Maps(0), Maps(0), shape.Sides[0], options.DeviationGroup, spec);
        score = new EqualizedLinear(Maps(0), 1);
        IsSamplewise = options.DeviationGroup < 2;
        RegisterComponents();
        register_buffer(GrowthCourse.Buffer, course.Grown());
    }

    /// <inheritdoc/>
    public override bool IsSamplewise { get; }

    /// <inheritdoc/>
    public override long FeatureSize { get; }

    /// <summary>How far it has grown (<see cref="ProGanGenerator.Level"/>).</summary>
    public double Level => Buffer.item<double>();

    /// <inheritdoc/>
    public override bool FollowsProgress => followsProgress;

    /// <inheritdoc/>
    public override long Stage => GrowthCourse.Stage(Buffer);

    /// <inheritdoc/>
    public override void BeginStep(TrainingMoment moment) => course.Set(Buffer, moment);

    /// <summary>Real images while a resolution fades in: a blend of the image with what the resolution below holds of
    /// it, by the same share as the generator's (Karras et al. 2018, figure 2).</summary>
    /// <param name="real">Real images [N, C, H, W].</param>
    public override Tensor Reals(Tensor real)
    {
        LayerInput.Present(real, nameof(real));
        var (whole, share) = GrowthCourse.Split(Buffer);
        if (share == 0)
        {
            return real; // shrunk to the resolution when it is read
        }
        using var scope = NewDisposeScope();
        var image = Shrunk(real, whole + 1);
        image = GrowingLayers.Blend(shape.Enlarge(GrowthShape.Shrink(image), whole), image, share);
        for (var i = whole + 1; i < shape.Top; i++)
        {
            image = shape.Enlarge(image, i);
        }
        return scope.MoveToOuter(image);
    }

    /// <summary>The last hidden layer, [N, maps].</summary>
    public override Tensor Features(Tensor sample, Tensor? condition)
    {
        input.Require(sample, nameof(sample), sampleShape);
        using var scope = NewDisposeScope();
        var (whole, share) = GrowthCourse.Split(Buffer);
        var image = Shrunk(sample, share > 0 ? whole + 1 : whole);
        Tensor maps;
        if (share > 0)
        {
            var next = blocks[whole].call(Read(image, whole + 1));
            maps = GrowingLayers.Blend(Read(GrowthShape.Shrink(image), whole), next, share);
        }
        else
        {
            maps = Read(image, whole);
        }
        for (var i = whole; i > 0; i--)
        {
            maps = blocks[i - 1].call(maps);
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
        var (whole, share) = GrowthCourse.Split(Buffer);
        if (share > 0)
        {
            throw graph.Refusal(this, "a resolution is still fading in");
        }
        var image = sample;
        for (var i = shape.Top; i > whole; i--)
        {
            image = graph.Halve(image);
        }
        var maps = graph.LeakyRelu(graph.Call(images[whole], image), 0.2);
        for (var i = whole; i > 0; i--)
        {
            maps = graph.Call(blocks[i - 1], maps);
        }
        return graph.Call(last, maps);
    }

    GraphValue IGraphedDiscriminator.ScoreTo(NetworkGraph graph, GraphValue features) =>
        graph.Column(graph.Call(score, features));

    private Tensor Read(Tensor image, int resolution) => GrowingLayers.Active(images[resolution].call(image));

    private Tensor Shrunk(Tensor image, int resolution)
    {
        for (var i = shape.Top; i > resolution; i--)
        {
            image = GrowthShape.Shrink(image);
        }
        return image;
    }

    private Tensor Buffer => get_buffer(GrowthCourse.Buffer)!;
}
