using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents [N, L], and the condition, through residual blocks that double the sides to images [N, C, H, W] in
/// [-1, 1].</summary>
public sealed class BigGanGenerator : GeneratorNetwork, IGraphed
{
    private readonly long[] start;
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly long part; // entries of the latent for each block; 0 where only the first layer gets any
    private readonly BigGanEmbedding? shared;
    private readonly Module<Tensor, Tensor> project;
    private readonly List<(nn.Module Layer, int Block)> steps = []; // blocks count from 1; 0 for other layers

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    public BigGanGenerator(BigGanOptions options, NetworkSpec spec)
        : base(nameof(BigGanGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        var sides = BigGanShape.Sides(spec.Shape);
        var halvings = sides.Count - 1;
        var layers = new BigGanLayers(spec);
        var widths = BigGanShape.GeneratorWidths(halvings).Select(w => w * options.GeneratorMaps).ToArray();
        part = options.LatentInEveryBlock ? options.LatentSize / options.Parts(halvings) : 0;
        var toBlocks = part * halvings;
        start = [widths[0], sides[^1].Height, sides[^1].Width];
        project = layers.Dense(spec.LatentSize - toBlocks, widths[0] * sides[^1].Height * sides[^1].Width);
        shared =
            spec.Condition.IsNone || options.SharedEmbedding == 0
                ? null
                : new BigGanEmbedding(spec.Condition.Width, options.SharedEmbedding);
        RegisterComponents();
        var code = part + (shared is null ? 0 : options.SharedEmbedding);
        foreach (var (name, layer, block) in Layers(options, spec, sides, widths, code))
        {
            register_module(name, layer);
            steps.Add((layer, block));
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var toBlocks = steps.Max(step => step.Block) * part;
        // What a condition adds to the latent stands behind it and goes to the first layer.
        var first =
            toBlocks == 0
                ? latent
                : cat([latent.narrow(1, 0, part), latent.narrow(1, part + toBlocks, latentSize - part - toBlocks)], 1);
        var maps = project.call(first).view([-1, .. start]);
        var common = shared?.call(shared.Checked(condition, latent.size(0)));
        foreach (var (layer, block) in steps)
        {
            maps = ConditionalSequence.Call(layer, maps, block == 0 ? null : Code(latent, common, condition, block));
        }
        return maps.contiguous().MoveToOuterDisposeScope();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var toBlocks = steps.Max(step => step.Block) * part;
        var first = graph.Without(input, part, toBlocks);
        var maps = graph.Reshape(graph.Call(project, first), [-1, .. start]);
        var common = shared is null ? null : graph.Call(shared, condition!);
        foreach (var (layer, block) in steps)
        {
            maps = graph.Call(layer, maps, block == 0 ? null : Code(block));
        }
        return maps;

        GraphValue? Code(int block)
        {
            if (part == 0)
            {
                return common ?? condition;
            }
            var own = graph.Narrow(input, 1, block * part, part);
            return common is null ? own : graph.Concatenate(1, common, own);
        }
    }

    // What the normalisations of a block read: the shared vector and the block's part of the latent; or the condition
    // itself where each has a table.
    private Tensor? Code(Tensor latent, Tensor? common, Tensor? condition, int block)
    {
        if (part == 0)
        {
            return common ?? condition;
        }
        var own = latent.narrow(1, block * part, part);
        return common is null ? own : cat([common, own], 1);
    }

    private static IEnumerable<(string, nn.Module, int Block)> Layers(
        BigGanOptions options,
        NetworkSpec spec,
        List<(long Height, long Width)> sides,
        long[] widths,
        long code
    )
    {
        var layers = new BigGanLayers(spec);
        var halvings = sides.Count - 1;
        for (var block = 1; block <= halvings; block++)
        {
            var to = sides[halvings - block];
            var up = new BigGanUpBlock(widths[block - 1], widths[block], to, layers, Norm);
            yield return ($"block{block}", up, block);
            if (to.Height == options.SelfAttentionSide)
            {
                yield return ("attention", new SelfAttention(widths[block], spectralNorm: true), 0);
            }
        }
        yield return ("norm", BatchNorm2d(widths[^1]), 0);
        yield return ("relu", ReLU(), 0);
        yield return ("image", layers.Convolution(widths[^1], spec.Shape[0]), 0);
        yield return ("tanh", Tanh(), 0);

        nn.Module Norm(long maps)
        {
            if (code > 0)
            {
                return new BigGanNorm(maps, code, layers);
            }
            return spec.Condition.IsNone ? BatchNorm2d(maps) : new ConditionalBatchNorm2d(maps, spec.Condition.Width);
        }
    }
}
