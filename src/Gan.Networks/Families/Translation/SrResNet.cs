using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Residual networks that make an image 2 or 4 times as high and wide, with pixel shuffle (Shi et al. 2016,
/// arXiv:1609.05158). With <see cref="BatchNorm"/> the SRResNet of Ledig et al. 2017 (arXiv:1609.04802, section 2.1 and
/// figure 4): 9x9 convolutions at both ends and PReLU. Without, its successor without batch normalisation (Wang et al.
/// 2018, arXiv:1809.00219): 3x3 throughout, LeakyReLU 0.1, and the network adds to the bilinearly enlarged input.
/// </summary>
/// <remarks>
/// Images of any size. With batch normalisation weights start as PyTorch's convolutions do, without from He's normal
/// distribution times 0.1; pixel shuffle has no start of its own (ICNR). There is no tanh at the end, as in both
/// papers.
/// </remarks>
public sealed record SrResNet : ITranslatorFamily
{
    /// <summary>Residual blocks. At least 1. Default 8; the papers have 16.</summary>
    public int Blocks { get; init; } = 8;

    /// <summary>Feature maps. Default 32; the papers have 64.</summary>
    public long FeatureMaps { get; init; } = 32;

    /// <summary>True for the form with batch normalisation. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The network of SRGAN: 16 blocks of 64 maps with batch normalisation, 1.5 million weights.</summary>
    public static SrResNet Srgan { get; } =
        new()
        {
            Blocks = 16,
            FeatureMaps = 64,
            BatchNorm = true,
        };

    /// <summary>The same size without batch normalisation: 1.5 million weights.</summary>
    public static SrResNet Large { get; } = new() { Blocks = 16, FeatureMaps = 64 };

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new SrResNetTranslator(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        9.0 * FeatureMaps * (spec.InputChannels + spec.OutputChannels) + 18.0 * Blocks * FeatureMaps * FeatureMaps;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape)
    {
        List<Problem> problems =
        [
            .. Bounds.Of(nameof(SrResNet), Bounds.AtLeast(1, Blocks), Bounds.AtLeast(1, FeatureMaps)),
            .. TranslatorShapes.Larger(nameof(SrResNet), inputShape, targetShape, 2, 4),
        ];
        if (problems.Count == 0 && !BatchNorm && inputShape[0] != targetShape[0])
        {
            problems.Add(
                new(
                    "SrResNet without BatchNorm adds to the enlarged input, which needs equal channels, but makes "
                        + $"{targetShape[0]} of {inputShape[0]}.",
                    "Set BatchNorm, or take another family."
                )
            );
        }
        return problems;
    }
}

/// <summary>The network of <see cref="SrResNet"/>.</summary>
internal sealed class SrResNetTranslator : TranslatorNetwork, IGraphed
{
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> end;
    private readonly NetworkInput input;
    private readonly long channels;
    private readonly long scale;
    private readonly bool plain;

    internal SrResNetTranslator(SrResNet options, TranslatorSpec spec)
        : base(nameof(SrResNet))
    {
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        channels = spec.InputChannels;
        scale = spec.Scale;
        plain = !options.BatchNorm;
        var f = options.FeatureMaps;
        var kernel = plain ? 3 : 9;
        first = Sequential(
            ("conv", ChannelsLast.InPrecision(spec, Conv2d(channels, f, kernel, padding: kernel / 2))),
            ("activation", Activation())
        );
        body = Sequential([.. Body(options, spec)]);
        end = Sequential([.. End(spec, f, kernel)]);
        RegisterComponents();
        if (plain)
        {
            SmallWeights.Initialise(this);
        }
    }

    public override Tensor forward(Tensor image)
    {
        input.RequireImages(image, nameof(image), channels);
        using var scope = NewDisposeScope();
        var maps = first.call(image);
        // the form without normalisation has no connection across all blocks
        var deep = body.call(maps);
        var made = end.call(plain ? deep : deep + maps);
        if (plain)
        {
            double[] sides = [scale, scale];
            // libtorch warns on every call where align_corners is left out
            made += functional.interpolate(
                image,
                scale_factor: sides,
                mode: InterpolationMode.Bilinear,
                align_corners: false
            );
        }
        return scope.MoveToOuter(made.contiguous());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var maps = graph.Call(first, input);
        var deep = graph.Call(body, maps);
        var made = graph.Call(end, plain ? deep : graph.Add(deep, maps));
        return plain ? graph.Add(made, graph.Enlarge(input, scale, mixed: true)) : made;
    }

    private Module<Tensor, Tensor> Activation() => plain ? LeakyReLU(0.1, inplace: true) : PReLU(1);

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Body(SrResNet options, TranslatorSpec spec)
    {
        var f = options.FeatureMaps;
        for (var i = 1; i <= options.Blocks; i++)
        {
            yield return ($"block{i}", new SrBlock(f, options.BatchNorm, spec));
        }
        if (options.BatchNorm)
        {
            yield return ("conv", ChannelsLast.InPrecision(spec, Conv2d(f, f, 3, padding: 1, bias: false)));
            yield return ("norm", BatchNorm2d(f));
        }
    }

    private IEnumerable<(string, Module<Tensor, Tensor>)> End(TranslatorSpec spec, long f, long kernel)
    {
        var i = 0;
        for (var left = scale; left > 1; left /= 2)
        {
            i++;
            yield return ($"up{i}", ChannelsLast.InPrecision(spec, Conv2d(f, 4 * f, 3, padding: 1)));
            yield return ($"shuffle{i}", PixelShuffle(2));
            yield return ($"activation{i}", Activation());
        }
        if (plain)
        {
            yield return ("conv", ChannelsLast.InPrecision(spec, Conv2d(f, f, 3, padding: 1)));
            yield return ("activation", Activation());
        }
        yield return (
            "image",
            ChannelsLast.InPrecision(spec, Conv2d(f, spec.OutputChannels, kernel, padding: kernel / 2))
        );
    }

    /// <summary>Two 3x3 convolutions beside the input.</summary>
    private sealed class SrBlock : Module<Tensor, Tensor>, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;

        internal SrBlock(long maps, bool batchNorm, TranslatorSpec spec)
            : base(nameof(SrBlock))
        {
            Module<Tensor, Tensor> Conv() =>
                ChannelsLast.InPrecision(spec, Conv2d(maps, maps, 3, padding: 1, bias: !batchNorm));
            layers = batchNorm
                ? Sequential(
                    ("conv1", Conv()),
                    ("norm1", BatchNorm2d(maps)),
                    ("activation", PReLU(1)),
                    ("conv2", Conv()),
                    ("norm2", BatchNorm2d(maps))
                )
                : Sequential(("conv1", Conv()), ("activation", ReLU(inplace: true)), ("conv2", Conv()));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var residual = layers.call(input);
            return residual + input;
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Add(graph.Call(layers, input), input);
    }
}
