using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Layers of R3GAN: weights N(0, gain² / inputs), so that outputs vary as much as inputs at gain 1.</summary>
internal static class R3ganLayers
{
    /// <summary>Factor on a weight's start that keeps the second moment across LeakyReLU 0.2.</summary>
    private static readonly double leakyGain = Math.Sqrt(2 / (1 + 0.2 * 0.2));

    /// <summary>
    /// Gain of the convolutions on a residual branch of three in a network of so many blocks: with the last one at zero
    /// the others start L^(-1/4) as large, so that a step changes what the network says by as much at any depth (Zhang
    /// et al. 2019, Fixup, arXiv:1901.09321, section 4).
    /// </summary>
    internal static double BranchGain(long depth) => leakyGain * Math.Pow(depth, -0.25);

    internal static Module<Tensor, Tensor> Convolution(
        NetworkSpec spec,
        long from,
        long to,
        double gain = 1,
        long kernel = 1,
        long groups = 1,
        bool bias = false
    )
    {
        var layer = Conv2d(from, to, kernel, padding: kernel / 2, groups: groups, bias: bias);
        Start(layer.weight!, from / groups * kernel * kernel, gain);
        if (bias)
        {
            init.zeros_(layer.bias!);
        }
        return ChannelsLast.InPrecision(spec, layer);
    }

    internal static Module<Tensor, Tensor> Dense(NetworkSpec spec, long from, long to)
    {
        var layer = Linear(from, to, hasBias: false);
        Start(layer.weight!, from, gain: 1);
        return spec.InPrecision(layer);
    }

    internal static void Start(Parameter weight, long inputs, double gain)
    {
        if (gain == 0)
        {
            init.zeros_(weight);
        }
        else
        {
            init.normal_(weight, 0, gain / Math.Sqrt(inputs));
        }
    }
}

/// <summary>
/// x + 1x1 to twice the maps, leaky, 3x3 in groups of 16 channels, leaky, 1x1 back: an inverted bottleneck (Huang et
/// al. 2024, figure 4). The last convolution starts at zero, so that the block starts as the identity.
/// </summary>
internal sealed class R3ganBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> widen;
    private readonly Module<Tensor, Tensor> grouped;
    private readonly Module<Tensor, Tensor> narrow;

    internal R3ganBlock(NetworkSpec spec, long maps, long depth)
        : base(nameof(R3ganBlock))
    {
        var gain = R3ganLayers.BranchGain(depth);
        var wide = 2 * maps;
        widen = R3ganLayers.Convolution(spec, maps, wide, gain, bias: true);
        grouped = R3ganLayers.Convolution(
            spec,
            wide,
            wide,
            gain,
            kernel: 3,
            groups: wide / R3ganOptions.GroupSize,
            bias: true
        );
        narrow = R3ganLayers.Convolution(spec, wide, maps, gain: 0);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = functional.leaky_relu(widen.call(input), 0.2, inplace: true);
        var outer = functional.leaky_relu(grouped.call(inner), 0.2, inplace: true);
        return scope.MoveToOuter(input + narrow.call(outer));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var inner = graph.LeakyRelu(graph.Call(widen, input), 0.2);
        var outer = graph.LeakyRelu(graph.Call(grouped, inner), 0.2);
        return graph.Add(input, graph.Call(narrow, outer));
    }
}

/// <summary>Doubles the sides: a 1x1 convolution where the number of maps changes, then the filter.</summary>
internal sealed class R3ganUp : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor>? change;
    private readonly FirResampling filter = FirResampling.Up();
    private readonly (long, long) sides;

    internal R3ganUp(NetworkSpec spec, long from, long to, (long, long) sides)
        : base(nameof(R3ganUp))
    {
        this.sides = sides;
        change = from == to ? null : R3ganLayers.Convolution(spec, from, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var doubled = filter.call(change is null ? input : change.call(input));
        return scope.MoveToOuter(UpsampledConvolution.Cut(doubled, sides));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Cut(graph.Call(filter, change is null ? input : graph.Call(change, input)), sides);
}

/// <summary>Halves the sides: the filter, then a 1x1 convolution where the number of maps changes.</summary>
internal sealed class R3ganDown : Module<Tensor, Tensor>, IGraphed
{
    private readonly FirResampling filter = FirResampling.Down();
    private readonly Module<Tensor, Tensor>? change;

    internal R3ganDown(NetworkSpec spec, long from, long to)
        : base(nameof(R3ganDown))
    {
        change = from == to ? null : R3ganLayers.Convolution(spec, from, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var halved = filter.call(Even(input));
        return scope.MoveToOuter(change is null ? halved : change.call(halved));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var even = graph.Pad(input, "edge", 0, input.Shape[3] % 2, 0, input.Shape[2] % 2);
        var halved = graph.Call(filter, even);
        return change is null ? halved : graph.Call(change, halved);
    }

    // An odd side gets another row or column like its last.
    private static Tensor Even(Tensor maps)
    {
        var rows = maps.size(2) % 2;
        var columns = maps.size(3) % 2;
        return rows + columns == 0 ? maps.alias() : functional.pad(maps, [0, columns, 0, rows], PaddingModes.Replicate);
    }
}

/// <summary>A filter as large as the maps for each of them: [N, C, h, w] → [N, C].</summary>
/// <remarks>It is a convolution of one map a group. Written as a product and a sum, its second gradient takes no loop
/// over groups.</remarks>
internal sealed class R3ganBasis : Module<Tensor, Tensor>, IGraphed
{
    private readonly Parameter weight;

    internal R3ganBasis(long maps, long height, long width)
        : base(nameof(R3ganBasis))
    {
        using (var start = empty(maps, height, width))
        {
            weight = new Parameter(start);
        }
        R3ganLayers.Start(weight, height * width, gain: 1);
        RegisterComponents();
        this.LeaveScopes();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter((input * weight).sum([2, 3]));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.OverPlaces(graph.Multiply(input, graph.Weight(weight)), mean: false);
}
