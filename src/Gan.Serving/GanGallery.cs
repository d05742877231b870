using Gan.Runtime;
using Gan.Serving.Browser;

namespace Gan.Serving;

/// <summary>A page that runs a shipped generator in the browser, as a folder for any static server.</summary>
public static class GanGallery
{
    /// <summary>Writes the folder: the page, the generator and ONNX Runtime for browsers, 14 MB. Files of these names
    /// are replaced.</summary>
    /// <param name="path">The ONNX file that <c>ExportOnnx</c> wrote. A generator with styles needs
    /// <c>TruncationIsFed</c> for truncation in browsers.</param>
    /// <param name="folder">Where to. It is made where there is none.</param>
    /// <param name="name">Name on the page; null for that of the file.</param>
    /// <param name="onnxWeb">Folder <c>dist</c> of the npm package onnxruntime-web; null looks beside the program, in
    /// <c>node_modules</c> and where <c>eng/setup.sh</c> leaves it.</param>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">onnxruntime-web is not there.</exception>
    /// <exception cref="InvalidDataException">It holds no shipped generator.</exception>
    /// <exception cref="NotSupportedException">It makes no pictures.</exception>
    public static void Write(string path, string folder, string? name = null, string? onnxWeb = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var gan = ShippedGan.Load(path);
        if (GalleryFacts.Problem(gan.SampleShape) is { } problem)
        {
            throw new NotSupportedException(problem);
        }
        var runtime =
            BrowserRuntime.Find(onnxWeb)
            ?? throw new DirectoryNotFoundException($"ONNX Runtime for browsers is missing. {BrowserRuntime.Remedy}");
        Directory.CreateDirectory(Path.Combine(folder, BrowserRuntime.Folder));
        foreach (var page in PageFiles.Gallery)
        {
            File.WriteAllBytes(Path.Combine(folder, page), PageFiles.Read(page));
        }
        File.WriteAllBytes(
            Path.Combine(folder, "gallery.json"),
            GalleryFacts.Write(gan, name ?? Path.GetFileNameWithoutExtension(path))
        );
        Copy(path, Path.Combine(folder, "generator.onnx"));
        foreach (var file in BrowserRuntime.Files)
        {
            Copy(Path.Combine(runtime, file), Path.Combine(folder, BrowserRuntime.Folder, file));
        }
    }

    // A generator may lie in the folder already.
    private static void Copy(string from, string to)
    {
        if (Path.GetFullPath(from) != Path.GetFullPath(to))
        {
            File.Copy(from, to, overwrite: true);
        }
    }
}
