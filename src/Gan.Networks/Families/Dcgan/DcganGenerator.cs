using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Latents, projected and reshaped, through transposed convolutions to images in [-1, 1].</summary>
public sealed class DcganGenerator : GeneratorNetwork
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
        nn.Module Norm(long of) => ConditionalSequence.BatchNorm(of, options.ConditionalBatchNorm, spec);
        layers = new ConditionalSequence(
            options.Layout switch
            {
                DcganLayout.Paper => PaperLayers(spec, maps, sides, Norm, options.SelfAttentionSide),
                DcganLayout.Tutorial => TutorialLayers(spec, f, Norm),
                _ => UpsamplingLayers(spec, maps),
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

    private static IEnumerable<(string, nn.Module)> PaperLayers(
        NetworkSpec spec,
        long maps,
        DcganShape sides,
        Func<long, nn.Module> norm,
        long attention
    )
    {
        Module<Tensor, Tensor> Up(int to, long made) =>
            ChannelsLast.InPrecision(
                spec,
                ConvTranspose2d(maps, made, sides.Kernel(to), stride: (2, 2), padding: (1, 1), bias: false)
            );
        for (var i = 0; i < sides.Halvings; i++)
        {
            if (i > 0)
            {
                yield return ($"up{i}", Up(sides.Halvings - i, maps / 2));
                maps /= 2;
            }
            yield return ($"norm{i}", norm(maps));
            yield return ($"relu{i}", ReLU(inplace: true));
            if (sides.Heights[^(i + 1)] == attention)
            {
                yield return ("attention", new SelfAttention(maps));
            }
        }
        yield return ("image", Up(0, spec.Shape[0]));
        yield return ("tanh", Tanh());
    }

    private static IEnumerable<(string, nn.Module)> TutorialLayers(NetworkSpec spec, long f, Func<long, nn.Module> norm)
    {
        yield return ("norm0", norm(4 * f));
        yield return ("lrelu0", LeakyReLU(0.3, inplace: true));
        yield return (
            "up1",
            ChannelsLast.InPrecision(spec, ConvTranspose2d(4 * f, 2 * f, 5, stride: 1, padding: 2, bias: false))
        );
        yield return ("norm1", norm(2 * f));
        yield return ("lrelu1", LeakyReLU(0.3, inplace: true));
        yield return (
            "up2",
            ChannelsLast.InPrecision(
                spec,
                ConvTranspose2d(2 * f, f, 5, stride: 2, padding: 2, output_padding: 1, bias: false)
            )
        );
        yield return ("norm2", norm(f));
        yield return ("lrelu2", LeakyReLU(0.3, inplace: true));
        yield return (
            "image",
            ChannelsLast.InPrecision(
                spec,
                ConvTranspose2d(f, spec.Shape[0], 5, stride: 2, padding: 2, output_padding: 1, bias: false)
            )
        );
        yield return ("tanh", Tanh());
    }

    private static IEnumerable<(string, nn.Module)> UpsamplingLayers(NetworkSpec spec, long maps)
    {
        yield return ("lrelu0", LeakyReLU(0.2));
        yield return ("up1", ChannelsLast.InPrecision(spec, ConvTranspose2d(maps, maps, 4, stride: 2, padding: 1)));
        yield return ("lrelu1", LeakyReLU(0.2, inplace: true));
        yield return ("up2", ChannelsLast.InPrecision(spec, ConvTranspose2d(maps, maps, 4, stride: 2, padding: 1)));
        yield return ("lrelu2", LeakyReLU(0.2, inplace: true));
        yield return ("image", ChannelsLast.InPrecision(spec, Conv2d(maps, spec.Shape[0], 7, padding: 3)));
        yield return ("tanh", Tanh());
    }
}
