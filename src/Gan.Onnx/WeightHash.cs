using System.Security.Cryptography;

namespace Gan.Onnx;

/// <summary>SHA-256 of the safetensors file that a trained network would be saved as: what a shipped file was made
/// from.</summary>
internal static class WeightHash
{
    internal static string Of(Action<string> save)
    {
        var folder = Directory.CreateTempSubdirectory("gan-ship").FullName;
        try
        {
            var path = Path.Combine(folder, "weights.safetensors");
            save(path);
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
