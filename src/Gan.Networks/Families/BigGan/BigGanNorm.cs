using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Batch normalisation whose scale and shift are linear in what a block is told: (maps [N, C, H, W], code [N, K]) → the
/// same shape, (1 + G·code) · x̂ + S·code (Brock et al. 2019, appendix B).
/// </summary>
/// <remarks>The 1 matters: without it maps start at nothing, as happened in compare_gan.</remarks>
internal sealed class BigGanNorm : Module<Tensor, Tensor?, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> norm;
    private readonly Module<Tensor, Tensor> gain;
    private readonly Module<Tensor, Tensor> shift;

    internal BigGanNorm(long maps, long code, BigGanLayers layers)
        : base(nameof(BigGanNorm))
    {
        norm = BatchNorm2d(maps, affine: false);
        gain = layers.Dense(code, maps, bias: false);
        shift = layers.Dense(code, maps, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? code)
    {
        using var scope = NewDisposeScope();
        var scale = gain.call(code!).unsqueeze(2).unsqueeze(3);
        var offset = shift.call(code!).unsqueeze(2).unsqueeze(3);
        return scope.MoveToOuter(norm.call(input) * (scale + 1) + offset);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var code = condition!;
        GraphValue Of(Module<Tensor, Tensor> layer) => graph.Reshape(graph.Call(layer, code), -1, input.Shape[1], 1, 1);
        return graph.Add(graph.Multiply(graph.Call(norm, input), graph.Shift(Of(gain), 1)), Of(shift));
    }
}
