using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Halves the sides: 3x3, then filter and 3x3 of stride 2; beside it filter and 1x1 of stride 2, both by √½:
/// maps [N, C, H, W] → [N, K, H/2, W/2].</summary>
internal sealed class StyleDownBlock : Module<Tensor, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> conv;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor>? past;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Parameter? shortcut;
    private readonly double gain;

    internal StyleDownBlock(long from, long to, bool residual, NetworkSpec spec)
        : base(nameof(StyleDownBlock))
    {
        gain = residual ? 1 : Math.Sqrt(2); // √2 of the activation, √½ of the sum
        conv = new EqualizedConvolution(from, from, 3, Math.Sqrt(2), spec: spec);
        var layer = Conv2d(from, to, 3, padding: 1);
        init.normal_(layer.weight!);
        init.zeros_(layer.bias!);
        ChannelsLast.Convert(layer);
        weight = layer.weight!;
        bias = layer.bias!;
        operation = ChannelsLast.Operation(spec, layer);
        if (residual)
        {
            shortcut = Conv2d(from, to, 1, bias: false).weight!;
            init.normal_(shortcut);
            var folded = Conv2d(from, to, 4, stride: 2, padding: 1, bias: false);
            past = ChannelsLast.Operation(spec, folded);
        }
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = FoldedFilter.Unshuffle(StyleGan2Discriminator.Active(conv.call(input)));
        var folded = FoldedFilter.OfDown(weight * (gain / Math.Sqrt(9.0 * weight.size(1))));
        var output = StyleGan2Discriminator.Active(operation(inner, folded, gain == 1 ? bias : bias * gain));
        if (past is not null)
        {
            var point = FoldedFilter.OfPoint(shortcut! * Math.Sqrt(0.5 / weight.size(1)));
            output = output + past(input, point, null);
        }
        return scope.MoveToOuter(output);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var inner = graph.Unshuffle(graph.LeakyRelu(graph.Call(conv, input), 0.2));
        var folded = FoldedFilter.OfDown(weight * (gain / Math.Sqrt(9.0 * weight.size(1))));
        var start = graph.Weight(bias * gain, bias);
        var output = graph.LeakyRelu(graph.Convolution(inner, graph.Weight(folded, weight), start, padding: [1]), 0.2);
        if (shortcut is null)
        {
            return output;
        }
        var point = graph.Weight(FoldedFilter.OfPoint(shortcut * Math.Sqrt(0.5 / weight.size(1))), shortcut);
        return graph.Add(output, graph.Convolution(input, point, stride: [2], padding: [1]));
    }
}
