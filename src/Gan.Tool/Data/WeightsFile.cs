using static TorchSharp.torch;

namespace Gan.Tool.Data;

/// <summary>Files of weights by their endings.</summary>
internal static class WeightsFile
{
    private const string Readable = ".safetensors, .pth, .pt or .dat";

    /// <summary>A file's tensors and the text beside them. The caller disposes the tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">Which dictionary of a .pth file; null for its only one.</param>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(
        string path,
        string? entry
    )
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Name a file of weights: {Readable}.");
        }
        var isPth = Ending(path) is ".pth" or ".pt";
        if (entry is not null && !isPth)
        {
            throw new ToolException($"--entry names a dictionary of a .pth file, but '{path}' is none.");
        }
        return Ending(path) switch
        {
            ".safetensors" => Safetensors.Load(path),
            ".pth" or ".pt" => (PthFile.Load(path, entry), []),
            ".dat" => (DatFile.Load(path), []),
            _ => throw new ToolException($"'{path}' must end with {Readable}."),
        };
    }

    /// <summary>Whether a file can be written by its ending.</summary>
    public static void ThrowIfNotWritable(string path)
    {
        if (Ending(path) is not (".safetensors" or ".pth" or ".pt"))
        {
            throw new ToolException($"--to takes a file that ends with .safetensors or .pth, but was '{path}'.");
        }
    }

    /// <summary>Writes tensors, and the text beside them where the format has room for it.</summary>
    public static void Save(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        ThrowIfNotWritable(path);
        if (Ending(path) == ".safetensors")
        {
            Safetensors.Save(path, tensors, metadata);
        }
        else
        {
            PthFile.Save(path, tensors);
        }
    }

    private static string Ending(string path) => Path.GetExtension(path).ToLowerInvariant();
}
