using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Doubles the sides: normalise, ReLU, upsample, 3x3, normalise, ReLU, 3x3, beside a 1x1 convolution of the
/// input (Brock et al. 2019, figure 15 b).</summary>
internal sealed class BigGanUpBlock : Module<Tensor, Tensor?, Tensor>, IGraphed
{
    private readonly nn.Module norm1;
    private readonly nn.Module norm2;
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor> shortcut;
    private readonly (long, long) sides;

    internal BigGanUpBlock(long from, long to, (long, long) sides, BigGanLayers layers, Func<long, nn.Module> norm)
        : base(nameof(BigGanUpBlock))
    {
        this.sides = sides;
        norm1 = norm(from);
        norm2 = norm(to);
        conv1 = layers.Doubling(from, to);
        conv2 = layers.Convolution(to, to);
        shortcut = layers.Convolution(from, to, kernel: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? code)
    {
        using var scope = NewDisposeScope();
        var doubled = conv1.call(ConditionalSequence.Call(norm1, input, code).relu());
        var inner = UpsampledConvolution.Cut(doubled, sides);
        var residual = conv2.call(ConditionalSequence.Call(norm2, inner, code).relu());
        // a 1x1 convolution before doubling costs a quarter and gives the same
        return scope.MoveToOuter(residual + Double(shortcut.call(input)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var first = graph.Each("Relu", graph.Call(norm1, input, condition));
        var inner = graph.Cut(graph.Call(conv1, first), sides);
        var residual = graph.Call(conv2, graph.Each("Relu", graph.Call(norm2, inner, condition)));
        return graph.Add(residual, graph.Cut(graph.Enlarge(graph.Call(shortcut, input)), sides));
    }

    private Tensor Double(Tensor maps) =>
        UpsampledConvolution.Cut(
            functional.interpolate(maps, scale_factor: [2, 2], mode: InterpolationMode.Nearest),
            sides
        );
}

/// <summary>ReLU (but not on the image), 3x3, ReLU, 3x3 and, where it halves the sides, the mean of 2x2; beside the
/// input, which a 1x1 convolution fits where needed (Brock et al. 2019, figure 15 c).</summary>
internal sealed class BigGanDownBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly bool first;
    private readonly bool halve;
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor>? shortcut;

    internal BigGanDownBlock(long from, long to, bool first, bool halve, BigGanLayers layers)
        : base(nameof(BigGanDownBlock))
    {
        this.first = first;
        this.halve = halve;
        conv1 = layers.Convolution(from, to);
        conv2 = layers.Convolution(to, to);
        shortcut = halve || from != to ? layers.Convolution(from, to, kernel: 1) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var residual = conv2.call(conv1.call(first ? input : input.relu()).relu());
        // The mean of 2x2 and a 1x1 convolution may change places.
        var rest = Halved(input);
        return scope.MoveToOuter(Halved(residual) + (shortcut is null ? rest : shortcut.call(rest)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        GraphValue Less(GraphValue maps) => halve ? graph.Halve(maps) : maps;
        var inner = graph.Call(conv1, first ? input : graph.Each("Relu", input));
        var residual = graph.Call(conv2, graph.Each("Relu", inner));
        var rest = Less(input);
        return graph.Add(Less(residual), shortcut is null ? rest : graph.Call(shortcut, rest));
    }

    private Tensor Halved(Tensor maps) => halve ? Maps.Halve(maps) : maps;
}
