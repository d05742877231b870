namespace Gan.Tests;

/// <summary>A test of what the kernels answer; skipped where they are turned off.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelsTheoryAttribute : TheoryAttribute
{
    public KernelsTheoryAttribute()
    {
        TorchBackend.EnsureAvailable();
        if (LayerKernels.Current is null)
        {
            Skip = "GAN_KERNELS=0 turns the kernels off.";
        }
    }
}
