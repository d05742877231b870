using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>A highway (Srivastava et al. 2015, arXiv:1505.00387): t·ReLU(Wx + b) + (1 − t)·x with the gate t = σ(Vx +
/// c). It begins by letting nearly all through, c = −2.</summary>
public sealed class Highway : Module<Tensor, Tensor>, ISamplewise
{
    private readonly Module<Tensor, Tensor> change;
    private readonly Module<Tensor, Tensor> gate;
    private readonly long features;

    /// <summary>Makes the layer.</summary>
    /// <param name="features">Numbers of a row, from 1 to 16,384.</param>
    /// <param name="precision">Makes its two linear layers as the training wants them; null leaves them.</param>
    public Highway(long features, Func<Linear, Module<Tensor, Tensor>>? precision = null)
        : base(nameof(Highway))
    {
        this.features = Argument.Within(1, 16_384, features);
        var open = Linear(features, features);
        init.constant_(open.bias, -2);
        change = Made(Linear(features, features), precision);
        gate = Made(open, precision);
        RegisterComponents();
    }

    private static Module<Tensor, Tensor> Made(Linear layer, Func<Linear, Module<Tensor, Tensor>>? precision) =>
        precision is null ? layer : precision(layer);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, parameters().First(), nameof(Highway), null, -1, features);
        using var scope = NewDisposeScope();
        var open = gate.call(input).sigmoid();
        return (input + (open * (change.call(input).relu() - input))).MoveToOuterDisposeScope();
    }
}
