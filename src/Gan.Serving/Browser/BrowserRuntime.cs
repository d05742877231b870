namespace Gan.Serving.Browser;

/// <summary>ONNX Runtime's build for browsers, two files of the npm package onnxruntime-web. They are 14 MB, and no
/// part of this package.</summary>
internal sealed class BrowserRuntime
{
    /// <summary>The version that the page was tried with.</summary>
    public const string Version = "1.30.0";

    /// <summary>Folder of the page, and of a program that brings the files.</summary>
    public const string Folder = "onnxruntime";

    /// <summary>What the page asks for.</summary>
    public static readonly IReadOnlyList<string> Files = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"];

    /// <summary>What to do where they are missing.</summary>
    public const string Remedy =
        $"Run 'npm install onnxruntime-web@{Version}', and name the folder node_modules/onnxruntime-web/dist.";

    /// <summary>Looks for the files.</summary>
    /// <param name="named">A folder to look in alone; null for the places where they usually lie.</param>
    /// <returns>The folder; null where no usual place has them.</returns>
    /// <exception cref="DirectoryNotFoundException">The named folder has them not.</exception>
    public static string? Find(string? named)
    {
        if (named is null)
        {
            return Places().FirstOrDefault(HasAll);
        }
        return HasAll(named)
            ? named
            : throw new DirectoryNotFoundException(
                $"'{named}' has not {string.Join(" and ", Files)} of onnxruntime-web. {Remedy}"
            );
    }

    private static bool HasAll(string folder) => Files.All(file => File.Exists(Path.Combine(folder, file)));

    // Beside the program, where npm was asked, and where eng/setup.sh of the repository leaves them.
    private static IEnumerable<string> Places()
    {
        yield return Path.Combine(AppContext.BaseDirectory, Folder);
        yield return Path.Combine("node_modules", "onnxruntime-web", "dist");
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(
            string.IsNullOrEmpty(cache) ? Path.Combine(home, ".cache") : cache,
            "gan-net/onnx-node/node_modules/onnxruntime-web/dist"
        );
    }
}
