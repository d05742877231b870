using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>A short text that differs where weights differ: an encoder is not resumed on another GAN.</summary>
internal static class WeightPrint
{
    internal static string Of(params ReadOnlySpan<nn.Module> networks)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var network in networks)
        {
            foreach (var (name, tensor) in network.state_dict())
            {
                hash.AppendData(Encoding.UTF8.GetBytes(name));
                hash.AppendData(tensor.detach().cpu().contiguous().bytes);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
