using System.IO.Compression;

namespace Gan.Torch.Tests.Fixtures;

/// <summary>The gzipped files that are embedded in this assembly.</summary>
internal static class Resource
{
    public static byte[] Bytes(string name)
    {
        using var raw = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No embedded resource {name}.");
        using var unzipped = new GZipStream(raw, CompressionMode.Decompress);
        using var all = new MemoryStream();
        unzipped.CopyTo(all);
        return all.ToArray();
    }

    public static string[] Lines(string name) =>
        System.Text.Encoding.UTF8.GetString(Bytes(name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
