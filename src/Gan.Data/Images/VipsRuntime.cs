using NetVips;
using VipsCore = NetVips.NetVips;

namespace Gan.Data;

/// <summary>Starts libvips once for the process, and takes its words where it fails.</summary>
internal static class VipsRuntime
{
    private const Enums.LogLevelFlags Chatter =
        Enums.LogLevelFlags.Warning
        | Enums.LogLevelFlags.Message
        | Enums.LogLevelFlags.Info
        | Enums.LogLevelFlags.Debug;

    private const int MaxReasonLength = 300;

    // The same error at each use where the library is missing.
    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Throws where there is no libvips.</summary>
    public static void Require() => _ = Started.Value;

    public static bool Has(string loader) => VipsCore.TypeFind("VipsOperation", loader) != 0;

    /// <summary>Empties the library's one buffer of errors, which reading it into an exception does.</summary>
    public static void ForgetErrors() => _ = new VipsException("");

    /// <summary>What the library said, in one line. The exception's first line is NetVips's own.</summary>
    public static string Reason(VipsException error)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var lines = error.Message.Split('\n', Tidy);
        var text = string.Join("; ", lines.Skip(1).Distinct());
        if (text.Length == 0)
        {
            return "it is damaged or cut short, as far as libvips can tell";
        }

        return text.Length > MaxReasonLength ? text[..MaxReasonLength] + "…" : text;
    }

    private static bool Start()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new DllNotFoundException(
                "Image files are decoded by libvips, which the package Gan.Net brings for Windows, macOS and Linux, "
                    + "but none was found here. Bring it with `dotnet add package NetVips.Native`, or install libvips "
                    + "8.12 or later on this machine. Or pass a codec of your own: ImageFolderOptions.Decoder. BMP "
                    + "files need none.",
                ModuleInitializer.Exception
            );
        }

        if (!VipsCore.AtLeastLibvips(8, 12))
        {
            var version = $"{VipsCore.Version(0)}.{VipsCore.Version(1)}";
            throw new DllNotFoundException(
                $"The libvips found here is {version}, but 8.12 or later is needed. "
                    + "Bring one with `dotnet add package NetVips.Native`, or install a later one on this machine."
            );
        }

        // Our own workers share the cores; what the library remembers of one file never serves another.
        VipsCore.Concurrency = 1;
        Cache.Max = 0;
        // Warnings about single files would go to standard error, but what matters of them is in the exception.
        NetVips.Log.SetLogHandler("VIPS", Chatter, (_, _, _) => { });
        return true;
    }
}
