using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>A test of what only Linux has; elsewhere it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    /// <param name="elsewhere">What other systems lack.</param>
    public LinuxFactAttribute(string elsewhere)
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = elsewhere;
        }
    }
}

/// <summary>A test of what Windows lacks; there it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <param name="onWindows">What Windows lacks.</param>
    public UnixFactAttribute(string onWindows)
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = onWindows;
        }
    }
}

/// <summary>A test of what a program says that has no CUDA; skipped where there is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NoCudaFactAttribute : FactAttribute
{
    public NoCudaFactAttribute()
    {
        TorchBackend.EnsureAvailable();
        if (cuda.is_available())
        {
            Skip = "This machine has a GPU, and its libtorch is built for CUDA.";
        }
    }
}
