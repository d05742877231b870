using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The network of ESRGAN (Wang et al. 2018, arXiv:1809.00219, section 3.1 and figure 4), which makes an image 2 or 4
/// times as high and wide: residual-in-residual dense blocks without batch normalisation, then doubling by repetition
/// and 3x3 convolutions.
/// </summary>
/// <remarks>Images of any size. Residuals count 0.2. Weights of the dense blocks start from He's normal distribution
/// times 0.1, others as PyTorch's convolutions do. There is no tanh at the end.</remarks>
public sealed record Rrdb : ITranslatorFamily
{
    /// <summary>Blocks of three dense blocks each. At least 1. Default 3; the paper has 23.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>Feature maps. Default 32; the paper has 64.</summary>
    public long FeatureMaps { get; init; } = 32;

    /// <summary>Maps that each layer of a dense block adds. Default 16; the paper has 32.</summary>
    public long Growth { get; init; } = 16;

    /// <summary>The paper's network: 16.7 million weights.</summary>
    public static Rrdb Esrgan { get; } =
        new()
        {
            Blocks = 23,
            FeatureMaps = 64,
            Growth = 32,
        };

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new RrdbTranslator(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        9.0 * FeatureMaps * (spec.InputChannels + spec.OutputChannels)
        + 27.0 * FeatureMaps * FeatureMaps
        + 135.0 * Blocks * Growth * (FeatureMaps + Growth);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape) =>
        [
            .. Bounds.Of(
                nameof(Rrdb),
                Bounds.AtLeast(1, Blocks),
                Bounds.AtLeast(1, FeatureMaps),
                Bounds.AtLeast(1, Growth)
            ),
            .. TranslatorShapes.Larger("An RRDB network", inputShape, targetShape, 2, 4),
        ];
}

/// <summary>The network of <see cref="Rrdb"/>.</summary>
internal sealed class RrdbTranslator : TranslatorNetwork, IGraphed
{
    private const double Share = 0.2; // β of section 3.1

    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> end;
    private readonly NetworkInput input;
    private readonly long channels;

    internal RrdbTranslator(Rrdb options, TranslatorSpec spec)
        : base(nameof(Rrdb))
    {
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        channels = spec.InputChannels;
        var f = options.FeatureMaps;
        Module<Tensor, Tensor> Conv(long from, long to) =>
            ChannelsLast.InPrecision(spec, Conv2d(from, to, 3, padding: 1));
        first = Conv(channels, f);
        var blocks = Sequential([.. Blocks(options, spec)]);
        SmallWeights.Initialise(blocks);
        body = Sequential(("blocks", blocks), ("conv", Conv(f, f)));
        List<(string, Module<Tensor, Tensor>)> layers = [];
        var i = 0;
        for (var left = spec.Scale; left > 1; left /= 2)
        {
            i++;
            layers.Add(($"double{i}", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest)));
            layers.Add(($"up{i}", Conv(f, f)));
            layers.Add(($"lrelu{i}", LeakyReLU(0.2, inplace: true)));
        }
        layers.Add(("conv", Conv(f, f)));
        layers.Add(("lrelu", LeakyReLU(0.2, inplace: true)));
        layers.Add(("image", Conv(f, spec.OutputChannels)));
        end = Sequential([.. layers]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor image)
    {
        input.RequireImages(image, nameof(image), channels);
        using var scope = NewDisposeScope();
        var maps = first.call(image);
        return scope.MoveToOuter(end.call(body.call(maps) + maps).contiguous());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var maps = graph.Call(first, input);
        return graph.Call(end, graph.Add(graph.Call(body, maps), maps));
    }

    private static IEnumerable<(string, Module<Tensor, Tensor>)> Blocks(Rrdb options, TranslatorSpec spec)
    {
        for (var i = 1; i <= options.Blocks; i++)
        {
            var dense = Enumerable
                .Range(1, 3)
                .Select(d =>
                    ($"dense{d}", (Module<Tensor, Tensor>)new DenseBlock(options.FeatureMaps, options.Growth, spec))
                );
            yield return ($"block{i}", new Residual(Sequential([.. dense])));
        }
    }

    /// <summary>Five 3x3 convolutions, each of which reads all that the ones before it made.</summary>
    private sealed class DenseBlock : Module<Tensor, Tensor>, IGraphed
    {
        private readonly TorchSharp.Modules.ModuleList<Module<Tensor, Tensor>> layers;

        internal DenseBlock(long maps, long growth, TranslatorSpec spec)
            : base(nameof(DenseBlock))
        {
            layers = ModuleList([
                .. Enumerable
                    .Range(0, 5)
                    .Select(i =>
                        ChannelsLast.InPrecision(spec, Conv2d(maps + i * growth, i == 4 ? maps : growth, 3, padding: 1))
                    ),
            ]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var all = input;
            for (var i = 0; i < 4; i++)
            {
                all = cat([all, functional.leaky_relu(layers[i].call(all), 0.2)], 1);
            }
            return scope.MoveToOuter(input + Share * layers[4].call(all));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
        {
            var all = input;
            for (var i = 0; i < 4; i++)
            {
                all = graph.Concatenate(1, all, graph.LeakyRelu(graph.Call(layers[i], all), 0.2));
            }
            return graph.Add(input, graph.Scale(graph.Call(layers[4], all), Share));
        }
    }

    private sealed class Residual : Module<Tensor, Tensor>, IGraphed
    {
        private readonly Module<Tensor, Tensor> layers;

        internal Residual(Module<Tensor, Tensor> layers)
            : base(nameof(Residual))
        {
            this.layers = layers;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(input + Share * layers.call(input));
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Add(input, graph.Scale(graph.Call(layers, input), Share));
    }
}
