using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Halves the maps: the first half times the sigmoid of the second (Dauphin et al. 2017,
/// arXiv:1612.08083).</summary>
internal static class GatedMaps
{
    internal static Tensor Of(Tensor maps)
    {
        var half = maps.size(1) / 2;
        using var value = maps.narrow(1, 0, half);
        using var gate = maps.narrow(1, half, half);
        using var open = gate.sigmoid();
        return value * open;
    }
}

/// <summary>Twice as many maps by a convolution, noise, normalisation, a gate: [N, C, h, w] → [N, K, H, W].</summary>
internal sealed class FastGanConvolution : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> conv;
    private readonly Module<Tensor, Tensor>? noise;
    private readonly Module<Tensor, Tensor> norm;

    private FastGanConvolution(Module<Tensor, Tensor> conv, Module<Tensor, Tensor> norm, bool noise)
        : base(nameof(FastGanConvolution))
    {
        this.conv = conv;
        this.noise = noise ? new NoiseInjection() : null;
        this.norm = norm;
        RegisterComponents();
    }

    /// <summary>At the same sides.</summary>
    internal static FastGanConvolution Same(NetworkSpec spec, long from, long to) =>
        new(
            ChannelsLast.InPrecision(spec, FastGanWeights.Conv(from, 2 * to, 3, padding: 1)),
            BatchNorm2d(2 * to),
            noise: true
        );

    /// <summary>At twice the sides: nearest pixels, then 3x3.</summary>
    /// <param name="spec">How it is computed.</param>
    /// <param name="from">Maps that it reads.</param>
    /// <param name="to">Maps that it makes.</param>
    /// <param name="size">Sides that it makes.</param>
    /// <param name="norm">Null in the generator: batch normalisation, and noise before it.</param>
    internal static FastGanConvolution Up(
        NetworkSpec spec,
        long from,
        long to,
        (long, long) size,
        Module<Tensor, Tensor>? norm = null
    ) =>
        new(
            UpsampledConvolution.Of(
                spec,
                UpsamplingMode.Nearest,
                FastGanWeights.Conv(from, 2 * to, 3, padding: 1),
                size
            ),
            norm ?? BatchNorm2d(2 * to),
            noise: norm is null
        );

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = conv.call(input);
        return scope.MoveToOuter(GatedMaps.Of(norm.call(noise is null ? maps : noise.call(maps))));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Gated(graph.Call(norm, graph.Call(conv, input)));
}

/// <summary>
/// Skip-layer excitation (Liu et al. 2021, section 3.1): what stands in small maps of an early layer chooses which maps
/// of a late one count. Small maps [N, C, h, w] → factors [N, K, 1, 1] in (0, 1).
/// </summary>
internal sealed class SkipLayerExcitation : Module<Tensor, Tensor>, IGraphed
{
    private const long Pooled = 4; // the paper's, and the kernel that reads all of it

    private readonly Module<Tensor, Tensor> gather;
    private readonly Module<Tensor, Tensor> choose;

    internal SkipLayerExcitation(NetworkSpec spec, long from, long to)
        : base(nameof(SkipLayerExcitation))
    {
        gather = ChannelsLast.InPrecision(spec, FastGanWeights.Conv(from, to, Pooled));
        choose = ChannelsLast.InPrecision(spec, FastGanWeights.Conv(to, to, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor early)
    {
        using var scope = NewDisposeScope();
        var hidden = functional.leaky_relu(gather.call(functional.adaptive_avg_pool2d(early, Pooled)), 0.1);
        return scope.MoveToOuter(choose.call(hidden).sigmoid());
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        if (input.Shape[2] % Pooled + input.Shape[3] % Pooled != 0)
        {
            throw graph.Refusal(this, $"it pools {input.Shape[2]}x{input.Shape[3]} places to {Pooled}x{Pooled}");
        }
        var small = graph.AveragePool(input, [input.Shape[2] / Pooled, input.Shape[3] / Pooled]);
        var hidden = graph.LeakyRelu(graph.Call(gather, small), 0.1);
        return graph.Each("Sigmoid", graph.Call(choose, hidden));
    }
}

/// <summary>
/// Halves the sides on two ways, of which the mean goes on (Liu et al. 2021, section 3.2): a strided convolution and
/// one 3x3; the mean of 2x2 and one 1x1. Each convolution is followed by normalisation and LeakyReLU 0.2.
/// </summary>
internal sealed class FastGanDownBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> strided;
    private readonly Module<Tensor, Tensor> pooled;

    internal FastGanDownBlock(FastGanConv conv, long from, long to, (long, long) sides)
        : base(nameof(FastGanDownBlock))
    {
        strided = Sequential([.. conv.Halving(from, to, sides, "1"), .. conv.Layers(to, to, 3, "2")]);
        pooled = Sequential([.. conv.Layers(from, to, 1, "1")]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((strided.call(input) + pooled.call(Maps.Halve(input))) / 2);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var sum = graph.Add(graph.Call(strided, input), graph.Call(pooled, graph.Halve(input)));
        return graph.Scale(sum, 0.5);
    }
}

/// <summary>Feature maps back to an image in [-1, 1] (Liu et al. 2021, section 3.2): up to four times nearest pixels,
/// 3x3, normalisation and a gate, then 3x3 and tanh.</summary>
internal sealed class FastGanDecoder : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;

    /// <param name="conv">What the discriminator is made with.</param>
    /// <param name="from">Maps that it reads.</param>
    /// <param name="widths">Maps after each doubling.</param>
    /// <param name="sizes">Sides after each doubling.</param>
    internal FastGanDecoder(FastGanConv conv, long from, long[] widths, IReadOnlyList<(long, long)> sizes)
        : base(nameof(FastGanDecoder))
    {
        var list = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i < sizes.Count; i++)
        {
            var norm = Norm(conv.Norm, 2 * widths[i]);
            list.Add(($"up{i + 1}", FastGanConvolution.Up(conv.Spec, from, widths[i], sizes[i], norm)));
            from = widths[i];
        }
        list.Add(
            ("image", ChannelsLast.InPrecision(conv.Spec, FastGanWeights.Conv(from, conv.Spec.Shape[0], 3, padding: 1)))
        );
        list.Add(("tanh", Tanh()));
        layers = Sequential([.. list]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => layers.call(input);

    // Batch statistics only where the judging layers have them too.
    private static Module<Tensor, Tensor> Norm(DiscriminatorNorm norm, long maps) =>
        (norm == DiscriminatorNorm.Batch ? norm : DiscriminatorNorm.Layer).Layer(maps);
}
