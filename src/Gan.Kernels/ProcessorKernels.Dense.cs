using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Kernels;

// Everything that is not a convolution.
public sealed partial class ProcessorKernels
{
    private const long Least = 1 << 13; // a guess: a call of a function of our own costs 6 to 20 µs

    private static readonly bool HasFusedMultiplyAdd =
        (Avx2.IsSupported && Fma.IsSupported) || AdvSimd.Arm64.IsSupported;

    // Left to libtorch for now: whether the two gradients beside each other, a thread each, gain on MKL is not measured.
    /// <inheritdoc/>
    public Tensor? Linear(Tensor input, Tensor weight, Tensor? bias) => null;

    /// <inheritdoc/>
    public Tensor? Largest(Tensor input)
    {
        if (!HasFusedMultiplyAdd || input.dim() != 4 || input.numel() < Least || !Memory.IsPlain(input)) return null;
        using var scope = NewDisposeScope();
        var places = input.permute(0, 2, 3, 1);
        if (!places.is_contiguous()) return null;
        var values = LargestFunction.Apply(places.flatten(1, 2));
        return values.unsqueeze(2).unsqueeze(3).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor? Maxout(Tensor input, Tensor weight, Tensor bias, int pieces)
    {
        if (!HasFusedMultiplyAdd || pieces < 2 || input.dim() != 2 || weight.dim() != 2 || bias.dim() != 1) return null;
        var (samples, inputs, outputs) = (input.size(0), input.size(1), weight.size(0));
        if (samples * outputs < Least || outputs % pieces != 0) return null;
        if (weight.size(1) != inputs || bias.size(0) != outputs) return null;
        var rows = AreRows(input) && AreRows(weight) && AreRows(bias);
        return rows ? MaxoutFunction.Apply(input, weight, bias, pieces) : null;
    }

    private static bool AreRows(Tensor tensor) => Memory.IsPlain(tensor) && tensor.is_contiguous();

    /// <inheritdoc/>
    public optim.Optimizer? Adam(
        IReadOnlyCollection<Parameter> parameters, double lr, double beta1, double beta2, double eps)
    {
        var plain = HasFusedMultiplyAdd && parameters.All(Memory.IsPlain);
        return plain ? new Adam(parameters, lr, beta1, beta2, eps) : null;
    }

    /// <inheritdoc/>
    public bool? HaveFiniteSquares(IReadOnlyList<Tensor> tensors) =>
        HasFusedMultiplyAdd ? Squares.AreFinite(tensors) : null;

    /// <inheritdoc/>
    public bool Follow(Tensor average, Tensor live, double decay) =>
        HasFusedMultiplyAdd && MovingAverages.Follow(average, live, decay);
}
