using System.Runtime.InteropServices;

namespace Gan;

/// <summary>Where the native files of TorchSharp and of its backend lie for this program.</summary>
internal static class NativeFiles
{
    // The endings that libtorch's file has for each system that there is a package for.
    private static readonly (string File, string System)[] Systems =
    [
        ("libtorch_cpu.so", "linux-x64"),
        ("torch_cpu.dll", "win-x64"),
        ("libtorch_cpu.dylib", "osx-arm64"),
    ];

    /// <summary>The full path of a native library beside this program, or null.</summary>
    /// <param name="name">Without prefix and ending, such as "torch_cpu".</param>
    internal static string? Find(string name) =>
        Folders().Select(folder => Path.Combine(folder, FileName(name))).FirstOrDefault(File.Exists);

    /// <summary>The other systems whose libtorch lies beside this program, such as "win-x64".</summary>
    internal static IReadOnlyList<string> OtherSystems()
    {
        var runtimes = Path.Combine(AppContext.BaseDirectory, "runtimes");
        var folders = Directory.Exists(runtimes) ? Directory.GetDirectories(runtimes) : [];
        var systems = new List<string>();
        foreach (var folder in folders.Select(name => Path.Combine(name, "native")).Append(AppContext.BaseDirectory))
        {
            foreach (var (file, system) in Systems)
            {
                if (File.Exists(Path.Combine(folder, file)))
                {
                    systems.Add(system);
                }
            }
        }
        return systems;
    }

    /// <summary>This system as NuGet packages name it, such as "linux-x64".</summary>
    internal static string ThisSystem
    {
        get
        {
            var machine = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            if (OperatingSystem.IsWindows())
            {
                return "win-" + machine;
            }
            return (OperatingSystem.IsMacOS() ? "osx-" : "linux-") + machine;
        }
    }

    /// <summary>The folders that .NET searches for native libraries of this
    /// program, then where a build without a system puts them.</summary>
    internal static IEnumerable<string> Folders()
    {
        var searchPath = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (var folder in searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", ThisSystem, "native");
    }

    private static string FileName(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return name + ".dll";
        }
        return OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
    }
}
