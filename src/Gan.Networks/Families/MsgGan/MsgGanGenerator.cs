using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Latents [N, L] to images [N, C, H, W], and in training to those of all its blocks (MSG-GAN, Karnewar and Wang 2020,
/// arXiv:1903.06048): each block's maps give an image of its resolution. In evaluation, values beyond [-1, 1] are cut.
/// </summary>
public sealed class MsgGanGenerator : GeneratorNetwork, IGraphed
{
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly Pyramid pyramid;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly ModuleList<Module<Tensor, Tensor>> images;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    public MsgGanGenerator(MsgGanOptions options, NetworkSpec spec)
        : base(nameof(MsgGanGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        latentSize = spec.LatentSize;
        pyramid = Pyramid.Of(spec.Shape);
        (blocks, images) = GrowingLayers.Generator(spec, pyramid.Shape, options.GeneratorMaps, options.MaxMaps);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var maps = latent;
        foreach (var block in blocks)
        {
            maps = block.call(maps);
        }
        var image = images[pyramid.Shape.Top].call(maps);
        return scope.MoveToOuter(training ? image : image.clamp(-1, 1));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var maps = blocks.Aggregate(input, (value, block) => graph.Call(block, value));
        return graph.Clip(graph.Call(images[pyramid.Shape.Top], maps), -1, 1);
    }

    /// <summary>The images of all resolutions in one tensor, [N, C, H, W + W / 2], as the discriminator reads
    /// them.</summary>
    public override Tensor Shown(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var maps = latent;
        var made = new Tensor[blocks.Count];
        for (var i = 0; i < made.Length; i++)
        {
            maps = blocks[i].call(maps);
            made[i] = images[i].call(maps);
        }
        return scope.MoveToOuter(pyramid.Pack(made));
    }
}
