using System.Runtime.InteropServices;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Bytes that the C library has handed out, where it is GNU's; 0 elsewhere.</summary>
internal static class NativeMemory
{
    internal static long InUse()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }
        try
        {
            var all = Read();
            return (long)all.InHeaps + (long)all.Mapped;
        }
        catch (EntryPointNotFoundException)
        {
            return 0; // another C library, or one from before 2.33
        }
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    private static extern Usage Read();

    // struct mallinfo2 of glibc
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Usage
    {
        private readonly nuint arena;
        private readonly nuint freeChunks;
        private readonly nuint smallChunks;
        private readonly nuint mappedCount;
        internal readonly nuint Mapped;
        private readonly nuint unused;
        private readonly nuint smallBytes;
        internal readonly nuint InHeaps;
        private readonly nuint freeBytes;
        private readonly nuint keep;
    }
}
