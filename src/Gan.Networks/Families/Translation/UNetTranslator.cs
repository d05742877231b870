using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>The network of <see cref="UNet"/>.</summary>
internal sealed class UNetTranslator : TranslatorNetwork, IGraphed
{
    private const int NoisyLayers = 3; // of the decoder, from the middle (section 6.1.1)

    private readonly ModuleList<Module<Tensor, Tensor>> encoder;
    private readonly ModuleList<Module<Tensor, Tensor>> decoder;
    private readonly NetworkInput input;
    private readonly long channels;
    private readonly long multiple;

    internal UNetTranslator(UNet options, TranslatorSpec spec)
        : base(nameof(UNet))
    {
        ArgumentNullException.ThrowIfNull(spec);
        input = new NetworkInput(this);
        channels = spec.InputChannels;
        multiple = 1L << options.Depth;
        encoder = ModuleList([.. Enumerable.Range(0, options.Depth).Select(level => Down(options, spec, level))]);
        decoder = ModuleList([.. Enumerable.Range(0, options.Depth).Reverse().Select(l => Up(options, spec, l))]);
        RegisterComponents();
        DcganWeights.Initialise(this);
    }

    public override Tensor forward(Tensor image)
    {
        input.RequireImages(image, nameof(image), channels, multiple);
        using var scope = NewDisposeScope();
        var crossing = new Stack<Tensor>();
        var maps = image;
        foreach (var layer in encoder)
        {
            maps = layer.call(maps);
            crossing.Push(maps);
        }
        maps = crossing.Pop();
        foreach (var layer in decoder)
        {
            maps = layer.call(maps);
            if (crossing.TryPop(out var across))
            {
                maps = cat([maps, across], 1);
            }
        }
        return scope.MoveToOuter(maps.contiguous());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var crossing = new Stack<GraphValue>();
        var maps = input;
        foreach (var layer in encoder)
        {
            maps = graph.Call(layer, maps);
            crossing.Push(maps);
        }
        maps = crossing.Pop();
        foreach (var layer in decoder)
        {
            maps = graph.Call(layer, maps);
            if (crossing.TryPop(out var across))
            {
                maps = graph.Concatenate(1, maps, across);
            }
        }
        return maps;
    }

    private static Module<Tensor, Tensor> Down(UNet options, TranslatorSpec spec, int level)
    {
        var from = level == 0 ? spec.InputChannels : options.Maps(level - 1);
        var to = options.Maps(level);
        var norm = level == 0 || level == options.Depth - 1 ? null : options.Norm.Layer(to, affine: true);
        var conv = Conv2d(from, to, 4, stride: 2, padding: 1, bias: norm is null);
        return Sequence(ChannelsLast.InPrecision(spec, conv), norm, null, LeakyReLU(0.2, inplace: true));
    }

    private static Module<Tensor, Tensor> Up(UNet options, TranslatorSpec spec, int level)
    {
        // all but the innermost also read what crosses
        var from = options.Maps(level) * (level == options.Depth - 1 ? 1 : 2);
        if (level == 0)
        {
            return Sequence(Double(options, spec, from, spec.OutputChannels, bias: true), null, null, Tanh());
        }
        var to = options.Maps(level - 1);
        var norm = options.Norm.Layer(to, affine: true);
        var noisy = options.Dropout > 0 && options.Depth - 1 - level < NoisyLayers;
        return Sequence(
            Double(options, spec, from, to, bias: norm is null),
            norm,
            noisy ? new LayerDropout(options.Dropout, always: true) : null,
            ReLU(inplace: true)
        );
    }

    private static Module<Tensor, Tensor> Double(UNet options, TranslatorSpec spec, long from, long to, bool bias) =>
        options.ResizeConvolution
            ? Sequential(
                ("double", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest)),
                ("conv", ChannelsLast.InPrecision(spec, Conv2d(from, to, 3, padding: 1, bias: bias)))
            )
            : ChannelsLast.InPrecision(spec, ConvTranspose2d(from, to, 4, stride: 2, padding: 1, bias: bias));

    private static Module<Tensor, Tensor> Sequence(
        Module<Tensor, Tensor> conv,
        Module<Tensor, Tensor>? norm,
        Module<Tensor, Tensor>? noise,
        Module<Tensor, Tensor> activation
    )
    {
        List<(string, Module<Tensor, Tensor>)> layers = [("conv", conv)];
        if (norm is not null)
        {
            layers.Add(("norm", norm));
        }
        if (noise is not null)
        {
            layers.Add(("noise", noise));
        }
        layers.Add(("activation", activation));
        return Sequential([.. layers]);
    }
}
