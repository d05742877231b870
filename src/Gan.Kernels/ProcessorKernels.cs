using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Layers of GANs on x64 processors with AVX2 and FMA, or ARM64; everything else is left to libtorch.</summary>
public sealed partial class ProcessorKernels : ILayerKernels
{
    /// <inheritdoc/>
    public Tensor? Conv2d(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding) => null;

    /// <inheritdoc/>
    public Tensor? ConvTranspose2d(
        Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] outputPadding) => null;

    /// <inheritdoc/>
    public bool IsFastInFloat32(Convolution layer) => false;
}
