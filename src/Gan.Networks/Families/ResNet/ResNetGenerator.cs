using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents [N, L] through residual blocks that double the sides to images [N, C, H, W] in [-1, 1].</summary>
public sealed class ResNetGenerator : GeneratorNetwork, IGraphed
{
    private readonly long[] start;
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor> project;
    private readonly ConditionalSequence layers;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    /// <exception cref="GanConfigurationException">Batch normalisation is to be conditional, but the spec has no
    /// classes.</exception>
    public ResNetGenerator(ResNetOptions options, NetworkSpec spec)
        : base(nameof(ResNetGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        var shape = ResNetShape.Of(spec.Shape);
        var conv = new ResNetConv(options.GeneratorSpectralNorm, spec);
        start = [Maps(options, shape.Halvings), shape.Height, shape.Width];
        project = conv.Dense(spec.LatentSize, start[0] * shape.Height * shape.Width);
        layers = new ConditionalSequence(Layers(options, spec, shape, conv));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var image = layers.call(project.call(latent).view([-1, .. start]), condition);
        return image.contiguous();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Call(layers, graph.Reshape(graph.Call(project, input), [-1, .. start]), condition);

    private static IEnumerable<(string, nn.Module)> Layers(
        ResNetOptions options,
        NetworkSpec spec,
        ResNetShape shape,
        ResNetConv conv
    )
    {
        nn.Module Norm(long of) => ConditionalSequence.BatchNorm(of, options.ConditionalBatchNorm, spec);
        // its code leaves out the bias that the normalisation behind it takes away again
        var bias = options.Layout != ResNetLayout.Wgangp64;
        for (var i = 0; i < shape.Halvings; i++)
        {
            var from = Maps(options, shape.Halvings - i);
            var to = Maps(options, shape.Halvings - i - 1);
            if (shape.Sides(shape.Halvings - i).Height == options.SelfAttentionSide)
            {
                yield return ("attention", new SelfAttention(from, options.GeneratorSpectralNorm));
            }
            yield return (
                $"up{i + 1}",
                new ResNetUpBlock(from, to, shape.Sides(shape.Halvings - i - 1), conv, Norm, bias)
            );
        }
        yield return ("norm", BatchNorm2d(options.GeneratorMaps));
        yield return ("relu", ReLU());
        yield return ("image", conv.Plain(options.GeneratorMaps, spec.Shape[0], 3));
        yield return ("tanh", Tanh());
    }

    private static long Maps(ResNetOptions options, int halvings) =>
        ResNetShape.Maps(options.GeneratorMaps, halvings, options.Layout);
}
