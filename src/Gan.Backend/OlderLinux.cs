using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;

namespace Gan;

/// <summary>
/// Lets TorchSharp load on Linux systems whose libstdc++ is older than GCC 13's, such as Debian 12. Its
/// libLibTorchSharp.so asks there for the version GLIBCXX_3.4.32, which stands behind a single symbol that nothing
/// calls. A copy that marks this version as weak is loaded in its place. No file on disk changes, and where the file
/// itself loads nothing happens.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class OlderLinux
{
    private const string Library = "LibTorchSharp";
    private const string Version = "GLIBCXX_3.4.32";

    private static readonly Lock Guard = new();
    private static nint library;

    /// <summary>Why the copy could not be loaded; null where that was not tried or went well.</summary>
    internal static TorchBackendException? Refusal { get; private set; }

    /// <summary>Answers .NET's question for the library after its own search has failed.</summary>
    internal static void Prepare() =>
        AssemblyLoadContext.GetLoadContext(typeof(OlderLinux).Assembly)!.ResolvingUnmanagedDll += Resolve;

    private static nint Resolve(Assembly caller, string name)
    {
        if (name != Library)
        {
            return 0;
        }
        lock (Guard)
        {
            if (library == 0)
            {
                library = Load();
            }
            return library;
        }
    }

    private static nint Load()
    {
        if (NativeFiles.Find(Library) is not { } path)
        {
            return 0;
        }
        if (!LoadDependencies(Path.GetDirectoryName(path)!))
        {
            return 0;
        }
        if (NativeLibrary.TryLoad(path, out var handle))
        {
            return handle;
        }
        var content = File.ReadAllBytes(path);
        if (!VersionNeeds.MakeWeak(content, Version))
        {
            return 0; // another reason is not ours to mend
        }
        Refusal = LoadCopy(content, [.. WritableFolders()], out handle);
        return handle;
    }

    /// <summary>Loads a copy of the library from one of the folders.</summary>
    /// <returns>Why that failed; null where it went well.</returns>
    /// <param name="content">The copy.</param>
    /// <param name="folders">Where files may be written for a moment.</param>
    /// <param name="handle">Of the library; 0 where none loads.</param>
    internal static TorchBackendException? LoadCopy(byte[] content, IReadOnlyList<string> folders, out nint handle)
    {
        handle = 0;
        Exception? failure = null;
        foreach (var folder in folders)
        {
            failure = TryLoad(content, folder, out handle);
            if (failure is null)
            {
                return null;
            }
            if (MissingVersion.Problem(failure) is { } problem)
            {
                return problem; // no folder mends that
            }
        }
        return new TorchBackendException(
            $"This system's libstdc++ lacks {Version}, and the copy of TorchSharp's native file that does without "
                + $"could not be loaded from {string.Join(", ", folders)}: set TMPDIR to a folder where files can be "
                + "written and libraries loaded.",
            failure
        );
    }

    // With its full path each finds the others beside it. libtorch of a CUDA backend brings that backend's libraries.
    private static bool LoadDependencies(string beside)
    {
        foreach (var name in (string[])["c10", "torch_cpu", "torch"])
        {
            var path = Path.Combine(beside, $"lib{name}.so");
            if (!File.Exists(path))
            {
                path = NativeFiles.Find(name);
            }
            if (path is null || !NativeLibrary.TryLoad(path, out _))
            {
                return false;
            }
        }
        return true;
    }

    // A temporary folder may forbid to load libraries (noexec), and a service may have no home.
    private static IEnumerable<string> WritableFolders()
    {
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify
        );
        string[] folders = [Path.GetTempPath(), home, AppContext.BaseDirectory];
        return folders.Where(Path.IsPathRooted);
    }

    // A folder of this process's own that only this user can read, gone as soon as the library is loaded.
    private static Exception? TryLoad(byte[] content, string parent, out nint handle)
    {
        handle = 0;
        var folder = Path.Combine(parent, $"gan-net-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            var copy = Path.Combine(folder, $"lib{Library}.so");
            File.WriteAllBytes(copy, content);
            handle = NativeLibrary.Load(copy);
            return null;
        }
        catch (Exception failure)
            when (failure
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentOutOfRangeException // a limit on files' sizes
                        or DllNotFoundException
                        or BadImageFormatException
            )
        {
            return failure;
        }
        finally
        {
            Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // two megabytes stay behind, which is no reason to end a program
        }
    }
}
