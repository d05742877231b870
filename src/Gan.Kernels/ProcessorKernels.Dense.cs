using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Kernels;

// Everything that is not a convolution.
public sealed partial class ProcessorKernels
{
    private static readonly bool HasFusedMultiplyAdd = (Avx2.IsSupported && Fma.IsSupported) || AdvSimd.Arm64.IsSupported;

    /// <inheritdoc/>
    public Tensor? Linear(Tensor input, Tensor weight, Tensor? bias) => null;

    /// <inheritdoc/>
    public Tensor? BatchNorm(
        Tensor input, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVar, double momentum, double eps) =>
        null;

    /// <inheritdoc/>
    public Tensor? Largest(Tensor input) => null;

    /// <inheritdoc/>
    public optim.Optimizer? Adam(IReadOnlyCollection<Parameter> parameters, double lr, double beta1, double beta2, double eps) =>
        HasFusedMultiplyAdd && parameters.All(Memory.IsPlain) ? new FusedAdam(parameters, lr, beta1, beta2, eps) : null;

    /// <inheritdoc/>
    public bool? HaveFiniteSquares(IReadOnlyList<Tensor> tensors) => HasFusedMultiplyAdd ? Squares.AreFinite(tensors) : null;

    /// <inheritdoc/>
    public bool Follow(Tensor average, Tensor live, double decay) =>
        HasFusedMultiplyAdd && MovingAverages.Follow(average, live, decay);
}
