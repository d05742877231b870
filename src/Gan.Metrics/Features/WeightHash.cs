using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

internal static class WeightHash
{
    /// <summary>SHA-256 over names, types, shapes and bytes of a module's state, in the order of the names.</summary>
    public static string Of(Module module)
    {
        using var _ = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var sizes = InvariantText.Join(",", tensor.shape);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}|{tensor.dtype}|{sizes}|"));
            hash.AppendData(tensor.detach().cpu().contiguous().bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
