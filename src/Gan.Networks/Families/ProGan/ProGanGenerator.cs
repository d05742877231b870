using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Latents [N, L] to images [N, C, H, W] by a generator that grows (Karras et al. 2018, arXiv:1710.10196). All blocks
/// are there from the start; how many play, and how far the last one has faded in, a buffer says. Images of a lower
/// resolution come enlarged to H x W, each pixel repeated. In evaluation, values beyond [-1, 1] are cut.
/// </summary>
public sealed class ProGanGenerator : GeneratorNetwork, ICopiedBuffers, IGraphed
{
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly GrowthShape shape;
    private readonly GrowthCourse course;
    private readonly bool followsProgress;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly ModuleList<Module<Tensor, Tensor>> images;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>, fully grown until it is told the moment.</summary>
    public ProGanGenerator(ProGanOptions options, NetworkSpec spec)
        : base(nameof(ProGanGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        latentSize = spec.LatentSize;
        shape = GrowthShape.Of(spec.Shape);
        course = new GrowthCourse(options, shape);
        followsProgress = options.FollowsProgress;
        (blocks, images) = GrowingLayers.Generator(spec, shape, options.GeneratorMaps, options.MaxMaps);
        RegisterComponents();
        register_buffer(GrowthCourse.Buffer, course.Grown());
    }

    /// <summary>How far it has grown: 2 is the third resolution, 2.25 the same while a quarter of the fourth has faded
    /// in.</summary>
    public double Level => Buffer.item<double>();

    /// <inheritdoc/>
    public override bool FollowsProgress => followsProgress;

    /// <inheritdoc/>
    public override long Stage => GrowthCourse.Stage(Buffer);

    /// <inheritdoc/>
    public IReadOnlyList<string> CopiedBuffers => [GrowthCourse.Buffer];

    /// <inheritdoc/>
    public override void BeginStep(TrainingMoment moment) => course.Set(Buffer, moment);

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var (whole, share) = GrowthCourse.Split(Buffer);
        var maps = latent;
        for (var i = 0; i <= whole; i++)
        {
            maps = blocks[i].call(maps);
        }
        var image = images[whole].call(maps);
        if (share > 0)
        {
            var next = images[whole + 1].call(blocks[whole + 1].call(maps));
            image = GrowingLayers.Blend(shape.Enlarge(image, whole), next, share);
            whole++;
        }
        for (var i = whole; i < shape.Top; i++)
        {
            image = shape.Enlarge(image, i);
        }
        return scope.MoveToOuter(training ? image : image.clamp(-1, 1));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var (whole, share) = GrowthCourse.Split(Buffer);
        var maps = input;
        for (var i = 0; i <= whole; i++)
        {
            maps = graph.Call(blocks[i], maps);
        }
        var image = graph.Call(images[whole], maps);
        if (share > 0)
        {
            var next = graph.Call(images[whole + 1], graph.Call(blocks[whole + 1], maps));
            var before = graph.Scale(shape.Enlarge(graph, image, whole), 1 - share);
            image = graph.Add(before, graph.Scale(next, share));
            whole++;
        }
        for (var i = whole; i < shape.Top; i++)
        {
            image = shape.Enlarge(graph, image, i);
        }
        return graph.Clip(image, -1, 1);
    }

    private Tensor Buffer => get_buffer(GrowthCourse.Buffer)!;
}
