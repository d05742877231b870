using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Kernels;

// Everything that is not a convolution.
internal sealed partial class ProcessorKernels
{
    private const long MinNumbers = 1 << 13; // a guess: a call of a function of our own costs 6 to 20 µs

    /// <inheritdoc/>
    public Tensor? Linear(Tensor input, Tensor weight, Tensor? bias)
    {
        if (input.dim() != 2 || weight.dim() != 2 || bias is not (null or { ndim: 1 }))
        {
            return null;
        }
        if (weight.size(1) != input.size(1) || (bias is not null && bias.size(0) != weight.size(0)))
        {
            return null;
        }
        if (!Memory.IsPlain(input) || !Memory.IsPlain(weight) || (bias is not null && !Memory.IsPlain(bias)))
        {
            return null;
        }
        Gradients.BeginForward();
        return ProductFunction.Linear(input, weight, bias);
    }

    /// <inheritdoc/>
    public Tensor? Maxout(Tensor input, Tensor weight, Tensor bias, int pieces)
    {
        if (VectorWidth.Bits == 0 || pieces < 2 || input.dim() != 2 || weight.dim() != 2 || bias.dim() != 1)
        {
            return null;
        }
        var samples = input.size(0);
        var inputs = input.size(1);
        var outputs = weight.size(0);
        if (samples * outputs < MinNumbers || outputs % pieces != 0)
        {
            return null;
        }
        if (weight.size(1) != inputs || bias.size(0) != outputs)
        {
            return null;
        }
        var rows = AreRows(input) && AreRows(weight) && AreRows(bias);
        Gradients.BeginForward();
        return rows ? MaxoutFunction.Apply(input, weight, bias, pieces) : null;
    }

    private static bool AreRows(Tensor tensor) => Memory.IsPlain(tensor) && tensor.is_contiguous();

    /// <inheritdoc/>
    public optim.Optimizer? Adam(
        IReadOnlyCollection<Parameter> parameters,
        double lr,
        double beta1,
        double beta2,
        double eps
    )
    {
        var plain = VectorWidth.Bits > 0 && parameters.All(Memory.IsPlain);
        return plain ? new Adam(parameters, lr, beta1, beta2, eps) : null;
    }

    /// <inheritdoc/>
    public bool? HaveFiniteSquares(IReadOnlyList<Tensor> tensors) =>
        VectorWidth.Bits > 0 ? Squares.AreFinite(tensors) : null;

    /// <inheritdoc/>
    public bool Follow(Tensor average, Tensor live, double decay) =>
        VectorWidth.Bits > 0 && MovingAverages.Follow(average, live, decay);
}
