using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gan;

/// <summary>How libtorch's threads wait and how its memory is kept on Linux, set before the libraries are loaded.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxRuntime
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int MapThreshold = -3; // M_MMAP_THRESHOLD

    /// <summary>Both settings; what the user set in the environment stays.</summary>
    internal static void Prepare()
    {
        WaitBriefly();
        KeepLargeBuffers();
    }

    // libgomp reads its policy once, when it is loaded, from the native environment, which .NET's own setter does not
    // reach. Threads that sleep at once halve the speed of small convolutions, threads that spin for long starve each
    // other on a busy machine; a short spin does neither.
    private static void WaitBriefly()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null) return;
        if (Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null) return;
        SetEnvironment("OMP_WAIT_POLICY", "active", 0);
        SetEnvironment("GOMP_SPINCOUNT", "20000", 0);
    }

    // Buffers of medium size stay in the heap from one step to the next instead of being mapped and cleared afresh each
    // time. Larger ones don't: the heap does not fill the hole of an aligned buffer with the next of its size again once a
    // small one lies beside it, and a process that trained a DCGAN grew by 20 MB a step. They are mapped in large pages,
    // which costs 3 % of such a step. libtorch reads its switch for that when it is loaded.
    private static void KeepLargeBuffers()
    {
        SetEnvironment("THP_MEM_ALLOC_ENABLE", "1", 0);
        try
        {
            MallocOption(MapThreshold, 8 << 20);
            MallocOption(TrimThreshold, 512 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // another C library than GNU's, with an allocator of its own
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment(string name, string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int MallocOption(int option, int value);
}
