using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Engine;

/// <summary>Finds libgan_torch.so and sets the thread policy before libtorch and libgomp come in with it.</summary>
internal static partial class Loader
{
    private static bool registered;
    private static nint loaded;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    internal static void Register()
    {
        if (registered) return;
        registered = true;
        NativeLibrary.SetDllImportResolver(typeof(Loader).Assembly, Resolve);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "gan_torch") return 0;
        if (loaded != 0) return loaded; // asked anew at the first call of each native function, and the threads may have been chosen since
        // libgomp reads its policy once, when it is loaded, from the native environment (Environment.SetEnvironmentVariable
        // does not reach it). Threads that sleep at once halve the speed of small convolutions (two threads: 1,070 samples/s
        // against 2,200), threads that spin for long starve each other on a busy machine; a short spin does neither.
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null && Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is null)
        {
            setenv("OMP_WAIT_POLICY", "active", 0);
            setenv("GOMP_SPINCOUNT", "20000", 0);
        }
        PreferOpenMpBlas();
        string[] folders = [AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? ""];
        var tried = new List<string>();
        foreach (var file in folders.Distinct().Where(f => f.Length > 0).Select(f => Path.Combine(f, "libgan_torch.so")))
        {
            tried.Add(file);
            if (!File.Exists(file)) continue;
            try
            {
                var library = NativeLibrary.Load(file);
                KeepLargeBuffers(library);
                UseAllCores(library);
                return loaded = library;
            }
            catch (DllNotFoundException e)
            {
                throw new DllNotFoundException($"{file} was built against a libtorch that cannot be loaded now ({e.Message}). Install it again or rebuild.", e);
            }
        }
        throw new DllNotFoundException($"libgan_torch.so was not found (looked for {string.Join(", ", tried)}). The build makes it from the package's native sources; "
            + "it needs libtorch and a C++ compiler: sudo apt-get install -y libtorch-dev g++ libopenblas0-openmp");
    }

    // Where two OpenBLAS builds are installed, Debian's default is the one with a thread pool of its own, whose idle threads
    // yield the processor in a loop beside libtorch's: a WGAN-GP step of a small DCGAN spent an eighth of its time there. The
    // dynamic linker takes a library that is loaded already for every later wish of that name, so loading the OpenMP build first is enough.
    private static void PreferOpenMpBlas()
    {
        var machine = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x86_64", Architecture.Arm64 => "aarch64", _ => null };
        foreach (var name in machine is null ? [] : new[] { "libopenblas.so.0", "libblas.so.3", "liblapack.so.3" })
            if (!NativeLibrary.TryLoad($"/usr/lib/{machine}-linux-gnu/openblas-openmp/{name}", out _)) return;
    }

    // libtorch counts cores by the processor's topology, of which some virtual machines tell nothing; it then runs on one.
    private static unsafe void UseAllCores(nint library)
    {
        var count = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "gt_num_threads");
        var set = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "gt_set_num_threads");
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null && count() == 1) _ = set(Environment.ProcessorCount);
    }

    private static unsafe void KeepLargeBuffers(nint library) => ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, "gt_keep_large_buffers"))();
}
