using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gan;

/// <summary>How libtorch's threads wait on Linux, set before the libraries are loaded.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxRuntime
{
    /// <summary>What the user set in the environment stays.</summary>
    // libgomp reads its policy once, when it is loaded, from the native environment, which .NET's own setter does not
    // reach. Threads that sleep at once halve the speed of small convolutions, threads that spin for long starve each
    // other on a busy machine; a short spin does neither.
    internal static void Prepare()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null)
        {
            return;
        }
        if (Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null)
        {
            return;
        }
        SetEnvironment("OMP_WAIT_POLICY", "active", 0);
        SetEnvironment("GOMP_SPINCOUNT", "20000", 0);
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
