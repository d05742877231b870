namespace Gan.Kernels;

/// <summary>
/// Layers of GANs on x64 processors with AVX2 and FMA, or ARM64; everything else is left to libtorch.
/// </summary>
public sealed partial class ProcessorKernels : ILayerKernels;
