namespace Gan.Kernels;

/// <summary>
/// Layers of GANs on x64 processors with AVX2 and FMA, or ARM64; everything else is left to libtorch.
/// </summary>
internal sealed partial class ProcessorKernels : ILayerKernels
{
    /// <summary>
    /// The kernels; on Linux, libtorch's large buffers from now on take the places of those that are gone.
    /// </summary>
    public ProcessorKernels()
    {
        if (OperatingSystem.IsLinux())
        {
            ReusesBuffers = LargeBuffers.Reuse();
        }
    }

    /// <summary>Whether large buffers are reused, as with GNU's C library.</summary>
    internal bool ReusesBuffers { get; }
}
