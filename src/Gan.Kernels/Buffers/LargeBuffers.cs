using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;

namespace Gan.Kernels;

/// <summary>
/// Lets libtorch's buffers take the places of buffers that are gone, on Linux with GNU's C library.
/// </summary>
/// <remarks>
/// libtorch asks for aligned memory. The C library answers that with a piece larger than the hole which an aligned
/// buffer of the same size left behind (glibc's _int_memalign, versions 2.26 to 2.41), so that the heap grows, or the
/// buffer is mapped and cleared afresh. Plain <c>malloc</c> fills the hole, and what fills it is aligned. So libc10's
/// question goes to plain <c>malloc</c> first. Memory is still the C library's, and <c>free</c> gives it back.
/// Steps of DCGANs then take a tenth to a sixth less time.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class LargeBuffers
{
    private const nuint Alignment = 64; // of libc10 for the processor
    private const nuint Large = 64 << 10;
    private const nuint LargePage = 2 << 20;
    private const nuint Page = 4 << 10;
    private const int OutOfMemory = 12; // ENOMEM
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int MapThreshold = -3; // M_MMAP_THRESHOLD
    private const int WantLargePages = 14; // MADV_HUGEPAGE

    private static delegate* unmanaged[Cdecl]<nuint, void*> allocate;
    private static delegate* unmanaged[Cdecl]<void*, void> free;
    private static delegate* unmanaged[Cdecl]<void**, nuint, nuint, int> allocateAligned;

    /// <summary>From now on, for the whole process. Loads libtorch.</summary>
    /// <returns>False where the system's allocation stays as it is.</returns>
    internal static bool Reuse()
    {
        // The address of code that may be unloaded must not stay behind.
        if (AssemblyLoadContext.GetLoadContext(typeof(LargeBuffers).Assembly)!.IsCollectible)
        {
            return false;
        }
        try
        {
            return Redirect();
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false; // another C library than GNU's
        }
    }

    private static bool Redirect()
    {
        // Otherwise the name would load another libtorch's, such as
        // Debian's own, and TorchSharp's could not load any more.
        TorchBackend.EnsureAvailable();
        if (!NativeLibrary.TryLoad("libc10.so", out var caller))
        {
            return false;
        }
        if (!NativeLibrary.TryLoad("libc.so.6", out var library))
        {
            return false;
        }
        var slot = ImportedFunctions.Find(caller, "posix_memalign");
        if (slot == null)
        {
            return false;
        }
        allocate = (delegate* unmanaged[Cdecl]<nuint, void*>)NativeLibrary.GetExport(library, "malloc");
        free = (delegate* unmanaged[Cdecl]<void*, void>)NativeLibrary.GetExport(library, "free");
        allocateAligned = (delegate* unmanaged[Cdecl]<void**, nuint, nuint, int>)
            NativeLibrary.GetExport(library, "posix_memalign");

        if (!IsSetByUser())
        {
            KeepInHeap();
        }
        Volatile.Write(ref *slot, (nint)(delegate* unmanaged[Cdecl]<void**, nuint, nuint, int>)&Allocate);
        return true;
    }

    // Data sets are mapped and go back to the system; what a step needs stays. Old versions allow 32 MiB at most.
    private static void KeepInHeap()
    {
        if (SetOption(MapThreshold, 256 << 20) == 0)
        {
            SetOption(MapThreshold, 32 << 20);
        }
        SetOption(TrimThreshold, int.MaxValue);
    }

    private static bool IsSetByUser()
    {
        string[] names = ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_MAX_", "GLIBC_TUNABLES"];
        return names.Any(name => Environment.GetEnvironmentVariable(name) is not null);
    }

    // In place of posix_memalign for libc10, with its meaning; called on any thread.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Allocate(void** result, nuint alignment, nuint size)
    {
        if (size < Large || alignment != Alignment)
        {
            return allocateAligned(result, alignment, size);
        }
        var buffer = allocate(size);
        if (buffer == null)
        {
            return OutOfMemory;
        }
        if ((nuint)buffer % Alignment != 0)
        {
            free(buffer);
            var error = allocateAligned(&buffer, Alignment, size);
            if (error != 0)
            {
                return error;
            }
        }
        if (size >= LargePage)
        {
            AskForLargePages((nuint)buffer, size);
        }
        *result = buffer;
        return 0;
    }

    // Ranges of neighbours join. Where the system has no large pages, the answer is an error, and nothing changes.
    private static void AskForLargePages(nuint start, nuint size)
    {
        var first = start & ~(Page - 1);
        _ = Advise((void*)first, start + size - first, WantLargePages);
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(void* start, nuint size, int advice);
}
