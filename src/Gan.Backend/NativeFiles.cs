using System.Runtime.InteropServices;

namespace Gan;

/// <summary>Where the native files of TorchSharp and of its backend lie for this program.</summary>
internal static class NativeFiles
{
    /// <summary>The full path of a native library beside this program, or null.</summary>
    /// <param name="name">Without prefix and ending, such as "torch_cpu".</param>
    internal static string? Find(string name)
    {
        foreach (var folder in Folders())
        {
            var path = Path.Combine(folder, FileName(name));
            if (File.Exists(path)) return path;
        }
        return null;
    }

    /// <summary>The folders that .NET searches for native libraries of this program, then TorchSharp's own folder.</summary>
    internal static IEnumerable<string> Folders()
    {
        var searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (var folder in searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", PackageFolder, "native");
    }

    /// <summary>This system as NuGet packages name it, such as "linux-x64".</summary>
    internal static string PackageFolder
    {
        get
        {
            var machine = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            if (OperatingSystem.IsWindows()) return "win-" + machine;
            return (OperatingSystem.IsMacOS() ? "osx-" : "linux-") + machine;
        }
    }

    private static string FileName(string name)
    {
        if (OperatingSystem.IsWindows()) return name + ".dll";
        return OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
    }
}
