using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents [N, L] through gated convolutions that double the sides, with early maps that choose among late
/// ones, to images [N, C, H, W] in [-1, 1].</summary>
public sealed class FastGanGenerator : GeneratorNetwork, IGraphed
{
    private readonly NetworkInput input;
    private readonly long[] start;
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor> project;
    private readonly Module<Tensor, Tensor> norm;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;
    private readonly ModuleList<Module<Tensor, Tensor>> gates;
    private readonly Module<Tensor, Tensor> image;
    private readonly int octaves;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    public FastGanGenerator(FastGanOptions options, NetworkSpec spec)
        : base(nameof(FastGanGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        octaves = options.ExcitationOctaves;
        var sides = ImageSides.Halved(spec.Shape, FastGanOptions.StartSide);
        sides.Reverse();
        start = [2 * options.MapsAt(0), sides[0].Height, sides[0].Width];
        // a transposed 4x4 convolution of a single place
        project = spec.InPrecision(Linear(spec.LatentSize, start[0] * start[1] * start[2], hasBias: false));
        norm = BatchNorm2d(start[0]);
        blocks = ModuleList([
            .. Enumerable.Range(1, sides.Count - 1).Select(level => Block(options, spec, level, sides[level])),
        ]);
        gates = ModuleList([
            .. options
                .Excited(spec.Shape)
                .Select(level =>
                    (Module<Tensor, Tensor>)
                        new SkipLayerExcitation(spec, options.MapsAt(level - octaves), options.MapsAt(level))
                ),
        ]);
        image = ChannelsLast.InPrecision(
            spec,
            FastGanWeights.Conv(options.MapsAt(sides.Count - 1), spec.Shape[0], 3, padding: 1)
        );
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var first = Maps.Unflatten(project.call(latent), start[0], start[1], start[2]);
        var levels = new List<Tensor> { GatedMaps.Of(norm.call(first)) };
        foreach (var block in blocks)
        {
            var maps = block.call(levels[^1]);
            var excited = levels.Count - FirstExcited;
            levels.Add(excited < 0 || gates.Count == 0 ? maps : maps * gates[excited].call(levels[^octaves]));
        }
        return scope.MoveToOuter(image.call(levels[^1]).tanh().contiguous());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var first = graph.Reshape(graph.Call(project, input), [-1, .. start]);
        var levels = new List<GraphValue> { graph.Gated(graph.Call(norm, first)) };
        foreach (var block in blocks)
        {
            var maps = graph.Call(block, levels[^1]);
            var excited = levels.Count - FirstExcited;
            levels.Add(
                excited < 0 || gates.Count == 0
                    ? maps
                    : graph.Multiply(maps, graph.Call(gates[excited], levels[^octaves]))
            );
        }
        return graph.Each("Tanh", graph.Call(image, levels[^1]));
    }

    // The first pair starts one doubling after the start: from 8 pixels on, as in the paper.
    private int FirstExcited => octaves + 1;

    /// <summary>One convolution; a second one in every other block, the first included, as in the authors'
    /// networks.</summary>
    private static Module<Tensor, Tensor> Block(
        FastGanOptions options,
        NetworkSpec spec,
        int level,
        (long Height, long Width) size
    )
    {
        var to = options.MapsAt(level);
        var up = FastGanConvolution.Up(spec, options.MapsAt(level - 1), to, size);
        return level % 2 == 0 ? up : Sequential(("up", up), ("same", FastGanConvolution.Same(spec, to, to)));
    }
}
