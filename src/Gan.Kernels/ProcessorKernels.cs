using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Layers of GANs on x64 processors with AVX2 and FMA, or ARM64; everything else is left to libtorch.</summary>
public sealed partial class ProcessorKernels : ILayerKernels
{
    /// <inheritdoc/>
    public Tensor? Linear(Tensor input, Tensor weight, Tensor? bias) => null;

    /// <inheritdoc/>
    public Tensor? BatchNorm(
        Tensor input, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVar, double momentum, double eps) =>
        null;

    /// <inheritdoc/>
    public Tensor? Largest(Tensor input) => null;
}
