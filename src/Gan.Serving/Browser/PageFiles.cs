namespace Gan.Serving.Browser;

/// <summary>The files of the pages, which this assembly holds.</summary>
internal static class PageFiles
{
    /// <summary>Those of the gallery.</summary>
    public static readonly IReadOnlyList<string> Gallery =
    [
        "index.html",
        "page.css",
        "gallery.mjs",
        "controls.mjs",
        "address.mjs",
        "generator.mjs",
        "latents.mjs",
        "latent-ways.mjs",
        "png.mjs",
    ];

    /// <summary>Those of the study.</summary>
    public static readonly IReadOnlyList<string> Study = ["study.html", "page.css", "study.mjs"];

    /// <summary>What a file holds.</summary>
    public static byte[] Read(string name)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The kind of a file, as a browser asks for it: it runs no module of another.</summary>
    public static string KindOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".mjs" => "text/javascript; charset=utf-8",
            ".wasm" => "application/wasm",
            ".json" => "application/json",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            _ => "application/octet-stream",
        };
}
