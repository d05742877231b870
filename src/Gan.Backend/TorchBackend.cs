namespace Gan;

/// <summary>
/// The native part of TorchSharp: libtorch, which a program gets from one of the packages TorchSharp-cpu,
/// TorchSharp-cuda-linux and TorchSharp-cuda-windows.
/// </summary>
public static class TorchBackend
{
    private static readonly Lock Guard = new();
    private static bool prepared;

    /// <summary>
    /// Makes libtorch ready to be loaded; costs nothing from the second call on. Programs in C# get this call before their
    /// first line from the package's build files. Others call it before they use TorchSharp themselves.
    /// </summary>
    public static void Prepare()
    {
        lock (Guard)
        {
            if (prepared) return;
            prepared = true;
            if (!OperatingSystem.IsLinux()) return;
            LinuxRuntime.Prepare();
            OlderLinux.Prepare();
        }
    }

    /// <summary>The full path of the OpenMP library that libtorch came with, on Linux; null where there is none.</summary>
    public static string? FindOpenMp()
    {
        foreach (var folder in NativeFiles.Folders().Where(Directory.Exists))
        {
            var found = Directory.EnumerateFiles(folder, "libgomp*.so*").FirstOrDefault();
            if (found is not null) return found;
        }
        return null;
    }
}
