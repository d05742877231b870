using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents, projected and reshaped, through convolutions that double the sides to images in [-1,
/// 1].</summary>
public sealed class DcganGenerator : GeneratorNetwork, IGraphed
{
    private readonly long[] start;
    private readonly NetworkInput input;
    private readonly long latentSize;
    private readonly Module<Tensor, Tensor> project;
    private readonly ConditionalSequence layers;

    /// <summary>Makes the generator for images of <c>spec.Shape</c>.</summary>
    /// <exception cref="GanConfigurationException">Batch normalisation is to be conditional, but the spec has no
    /// classes.</exception>
    public DcganGenerator(DcganOptions options, NetworkSpec spec)
        : base(nameof(DcganGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(spec);
        latentSize = spec.LatentSize;
        input = new NetworkInput(this);
        var sides = DcganShape.Of(spec.Shape, options.Layout);
        var f = options.FeatureMaps;
        var maps = options.Layout switch
        {
            DcganLayout.Paper => f << (sides.Halvings - 1),
            DcganLayout.Tutorial => 4 * f,
            _ => 2 * f,
        };
        start = [maps, sides.Height, sides.Width];
        var bias = options.Layout == DcganLayout.Upsampling; // elsewhere batch normalisation follows and has its own
        project = spec.InPrecision(Linear(spec.LatentSize, maps * sides.Height * sides.Width, hasBias: bias));
        var up = new DcganUpsampling(spec, sides, options.UpsamplingMode);
        nn.Module Norm(long of) => ConditionalSequence.BatchNorm(of, options.ConditionalBatchNorm, spec);
        layers = new ConditionalSequence(
            options.Layout switch
            {
                DcganLayout.Paper => PaperLayers(up, maps, Norm, options.SelfAttentionSide),
                DcganLayout.Tutorial => TutorialLayers(up, f, Norm),
                _ => UpsamplingLayers(up, maps),
            }
        );
        RegisterComponents();
        if (options.Layout == DcganLayout.Paper)
        {
            DcganWeights.Initialise(this);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        input.Require(latent, nameof(latent), latentSize);
        using var projected = project.call(latent); // each is tens of MB, and goes as soon as the next is made
        using var first = Maps.Unflatten(projected, start[0], start[1], start[2]);
        using var image = layers.call(first, condition);
        return image.contiguous();
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Call(layers, graph.Reshape(graph.Call(project, input), [-1, .. start]), condition);

    private static IEnumerable<(string, nn.Module)> PaperLayers(
        DcganUpsampling up,
        long maps,
        Func<long, nn.Module> norm,
        long attention
    )
    {
        for (var i = 0; i < up.Sides.Halvings; i++)
        {
            if (i > 0)
            {
                yield return ($"up{i}", up.To(up.Sides.Halvings - i, maps, maps / 2));
                maps /= 2;
            }
            yield return ($"norm{i}", norm(maps));
            yield return ($"relu{i}", ReLU(inplace: true));
            if (up.Sides.Heights[^(i + 1)] == attention)
            {
                yield return ("attention", new SelfAttention(maps));
            }
        }
        yield return ("image", up.To(0, maps, up.Spec.Shape[0]));
        yield return ("tanh", Tanh());
    }

    private static IEnumerable<(string, nn.Module)> TutorialLayers(
        DcganUpsampling up,
        long f,
        Func<long, nn.Module> norm
    )
    {
        yield return ("norm0", norm(4 * f));
        yield return ("lrelu0", LeakyReLU(0.3, inplace: true));
        yield return (
            "up1",
            ChannelsLast.InPrecision(up.Spec, ConvTranspose2d(4 * f, 2 * f, 5, stride: 1, padding: 2, bias: false))
        );
        yield return ("norm1", norm(2 * f));
        yield return ("lrelu1", LeakyReLU(0.3, inplace: true));
        yield return ("up2", up.To(1, 2 * f, f, kernel: 5));
        yield return ("norm2", norm(f));
        yield return ("lrelu2", LeakyReLU(0.3, inplace: true));
        yield return ("image", up.To(0, f, up.Spec.Shape[0], kernel: 5));
        yield return ("tanh", Tanh());
    }

    private static IEnumerable<(string, nn.Module)> UpsamplingLayers(DcganUpsampling up, long maps)
    {
        yield return ("lrelu0", LeakyReLU(0.2));
        yield return ("up1", up.To(1, maps, maps, bias: true));
        yield return ("lrelu1", LeakyReLU(0.2, inplace: true));
        yield return ("up2", up.To(0, maps, maps, bias: true));
        yield return ("lrelu2", LeakyReLU(0.2, inplace: true));
        yield return ("image", ChannelsLast.InPrecision(up.Spec, Conv2d(maps, up.Spec.Shape[0], 7, padding: 3)));
        yield return ("tanh", Tanh());
    }
}
