using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Convolutions of residual networks: Xavier's uniform distribution, with gain √2 on the residual path and 1 elsewhere,
/// and biases of 0. So the codes of both papers start; in WGAN-GP's it goes by the name of He's.
/// </summary>
internal sealed record ResNetConv(bool Spectral, NetworkSpec Spec)
{
    internal Module<Tensor, Tensor> Residual(long from, long to, bool bias = true) =>
        Make(from, to, 3, Math.Sqrt(2), bias);

    internal Module<Tensor, Tensor> Plain(long from, long to, long kernel) => Make(from, to, kernel, 1, bias: true);

    internal Module<Tensor, Tensor> Dense(long from, long to)
    {
        var layer = Linear(from, to);
        init.xavier_uniform_(layer.weight!);
        init.zeros_(layer.bias!);
        return Spectral
            ? new SpectralNorm(layer, mixedPrecision: Spec.MixedPrecision && MixedPrecisionLayer.Suits(layer))
            : Spec.InPrecision(layer);
    }

    private Module<Tensor, Tensor> Make(long from, long to, long kernel, double gain, bool bias)
    {
        var layer = Conv2d(from, to, kernel, padding: kernel / 2, bias: bias);
        init.xavier_uniform_(layer.weight!, gain);
        if (bias)
        {
            init.zeros_(layer.bias!);
        }
        if (Spectral)
        {
            return ChannelsLast.WithSpectralNorm(Spec, layer);
        }
        return ChannelsLast.InPrecision(Spec, layer);
    }
}

/// <summary>Doubles the sides: normalise, ReLU, upsample, 3x3, normalise, ReLU, 3x3, beside a 1x1 convolution of the
/// input.</summary>
internal sealed class ResNetUpBlock : Module<Tensor, Tensor?, Tensor>, IGraphed
{
    private readonly nn.Module norm1;
    private readonly nn.Module norm2;
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor> shortcut;
    private readonly (long, long) size;

    internal ResNetUpBlock(
        long from,
        long to,
        (long Height, long Width) size,
        ResNetConv conv,
        Func<long, nn.Module> norm,
        bool bias
    )
        : base(nameof(ResNetUpBlock))
    {
        this.size = size;
        norm1 = norm(from);
        norm2 = norm(to);
        conv1 = conv.Residual(from, to, bias);
        conv2 = conv.Residual(to, to);
        shortcut = conv.Plain(from, to, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? condition)
    {
        using var scope = NewDisposeScope();
        Tensor Double(Tensor maps) =>
            UpsampledConvolution.Cut(
                functional.interpolate(maps, scale_factor: [2, 2], mode: InterpolationMode.Nearest),
                size
            );
        var inner = conv1.call(Double(ConditionalSequence.Call(norm1, input, condition).relu()));
        var residual = conv2.call(ConditionalSequence.Call(norm2, inner, condition).relu());
        // a 1x1 convolution before doubling costs a quarter and gives the same
        return scope.MoveToOuter(residual + Double(shortcut.call(input)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        GraphValue Double(GraphValue maps) => graph.Cut(graph.Enlarge(maps), size);
        var first = graph.Each("Relu", graph.Call(norm1, input, condition));
        var inner = graph.Call(conv1, Double(first));
        var residual = graph.Call(conv2, graph.Each("Relu", graph.Call(norm2, inner, condition)));
        return graph.Add(residual, Double(graph.Call(shortcut, input)));
    }
}

/// <summary>ReLU, 3x3, ReLU, 3x3 and, where it halves the sides, the mean of 2x2; beside the input, which a 1x1
/// convolution fits where needed.</summary>
internal sealed class ResNetDownBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly bool halve;
    private readonly Module<Tensor, Tensor>? norm1;
    private readonly Module<Tensor, Tensor>? norm2;
    private readonly Module<Tensor, Tensor>? shortcut;
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> conv2;

    internal ResNetDownBlock(long from, long to, bool halve, ResNetConv conv, DiscriminatorNorm norm, bool bias)
        : base(nameof(ResNetDownBlock))
    {
        this.halve = halve;
        if (norm.IsLayer())
        {
            norm1 = norm.Layer(from);
            norm2 = norm.Layer(from);
        }
        conv1 = conv.Residual(from, from, bias);
        conv2 = conv.Residual(from, to);
        if (halve || from != to)
        {
            shortcut = conv.Plain(from, to, 1);
        }
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = conv1.call((norm1 is null ? input : norm1.call(input)).relu());
        var residual = conv2.call((norm2 is null ? inner : norm2.call(inner)).relu());
        // The mean of 2x2 and a 1x1 convolution may change places.
        var rest = halve ? Maps.Halve(input) : input;
        return scope.MoveToOuter(
            (halve ? Maps.Halve(residual) : residual) + (shortcut is null ? rest : shortcut.call(rest))
        );
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var first = norm1 is null ? input : graph.Call(norm1, input);
        var inner = graph.Call(conv1, graph.Each("Relu", first));
        var second = norm2 is null ? inner : graph.Call(norm2, inner);
        var residual = graph.Call(conv2, graph.Each("Relu", second));
        var rest = halve ? graph.Halve(input) : input;
        return graph.Add(
            halve ? graph.Halve(residual) : residual,
            shortcut is null ? rest : graph.Call(shortcut, rest)
        );
    }
}

/// <summary>The discriminator's first block: as the others, but without a ReLU on the image.</summary>
internal sealed class ResNetFirstBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor> shortcut;

    internal ResNetFirstBlock(long channels, long maps, ResNetConv conv)
        : base(nameof(ResNetFirstBlock))
    {
        conv1 = conv.Residual(channels, maps);
        conv2 = conv.Residual(maps, maps);
        shortcut = conv.Plain(channels, maps, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var residual = Maps.Halve(conv2.call(conv1.call(input).relu()));
        return scope.MoveToOuter(residual + shortcut.call(Maps.Halve(input)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var inner = graph.Each("Relu", graph.Call(conv1, input));
        var residual = graph.Halve(graph.Call(conv2, inner));
        return graph.Add(residual, graph.Call(shortcut, graph.Halve(input)));
    }
}
