using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gan;

/// <summary>
/// Lets TorchSharp load on Linux systems whose libstdc++ is older than GCC 13's, such as Debian 12. Its libLibTorchSharp.so
/// asks there for the version GLIBCXX_3.4.32, which stands behind a single symbol that nothing calls. A copy that marks
/// this version as weak is loaded in its place, and TorchSharp's own search finds it by its name. No file on disk changes.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class OlderLinux
{
    private const string Version = "GLIBCXX_3.4.32";

    /// <summary>Loads the copy where the file itself does not load for want of that version; does nothing otherwise.</summary>
    internal static void Prepare()
    {
        if (NativeFiles.Find("LibTorchSharp") is not { } library) return;
        if (!LoadDependencies(Path.GetDirectoryName(library)!) || LoadsAsItIs(library)) return;
        var content = File.ReadAllBytes(library);
        if (!VersionNeeds.MakeWeak(content, Version)) return;
        foreach (var folder in WritableFolders())
        {
            if (TryLoad(content, folder)) return;
        }
    }

    // With its full path each finds the others beside it. libtorch of a CUDA backend brings that backend's libraries.
    private static bool LoadDependencies(string beside)
    {
        foreach (var name in (string[])["c10", "torch_cpu", "torch"])
        {
            var path = Path.Combine(beside, $"lib{name}.so");
            if (!File.Exists(path)) path = NativeFiles.Find(name);
            if (path is null || !NativeLibrary.TryLoad(path, out _)) return false;
        }
        return true;
    }

    private static bool LoadsAsItIs(string library)
    {
        try
        {
            NativeLibrary.Load(library);
            return true;
        }
        catch (DllNotFoundException e)
        {
            return !e.Message.Contains(Version, StringComparison.Ordinal); // another reason is not ours to mend
        }
    }

    private static IEnumerable<string> WritableFolders()
    {
        yield return Path.GetTempPath();
        yield return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        yield return AppContext.BaseDirectory;
    }

    // A folder that only this user can read, gone as soon as the library is loaded.
    private static bool TryLoad(byte[] content, string parent)
    {
        var folder = Path.Combine(parent, $"gan-net-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var copy = Path.Combine(folder, "libLibTorchSharp.so");
            File.WriteAllBytes(copy, content);
            return NativeLibrary.TryLoad(copy, out _);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
