using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents [N, L] as weights of learnt maps, through stages of residual blocks that double the sides, to
/// images [N, C, H, W].</summary>
public sealed class R3ganGenerator : GeneratorNetwork, IGraphed
{
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor> project;
    private readonly Parameter basis;
    private readonly Module<Tensor, Tensor> layers;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    public R3ganGenerator(R3ganOptions options, NetworkSpec spec)
        : base(nameof(R3ganGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        var sides = R3ganOptions.Sides(spec.Shape);
        var maps = options.MapsAt(0);
        project = R3ganLayers.Dense(spec, spec.LatentSize, maps);
        using (var start = randn(maps, sides[^1].Height, sides[^1].Width))
        {
            basis = new Parameter(start);
        }
        layers = Sequential([.. Layers(options, spec, sides)]);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <summary>Images [N, C, H, W]: in [-1, 1] in evaluation mode, and as they come in training.</summary>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var scope = NewDisposeScope();
        var weights = project.call(latent).unsqueeze(2).unsqueeze(3);
        var image = layers.call(basis * weights);
        // Cutting in training would take the gradient from what is too bright.
        return (training ? image : image.clamp(-1, 1)).contiguous().MoveToOuterDisposeScope();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var weights = graph.Reshape(graph.Call(project, input), -1, basis.size(0), 1, 1);
        return graph.Clip(graph.Call(layers, graph.Multiply(graph.Weight(basis), weights)), -1, 1);
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Layers(
        R3ganOptions options,
        NetworkSpec spec,
        List<(long Height, long Width)> sides
    )
    {
        var halvings = sides.Count - 1;
        var depth = options.Depth(halvings + 1);
        for (var stage = 0; stage <= halvings; stage++)
        {
            var maps = options.MapsAt(stage);
            if (stage > 0)
            {
                var to = sides[halvings - stage];
                yield return ($"up{stage}", new R3ganUp(spec, options.MapsAt(stage - 1), maps, to));
            }
            for (var block = 1; block <= options.Blocks; block++)
            {
                yield return ($"block{stage}_{block}", new R3ganBlock(spec, maps, depth));
            }
        }
        yield return ("image", R3ganLayers.Convolution(spec, options.MapsAt(halvings), spec.Shape[0]));
    }
}
