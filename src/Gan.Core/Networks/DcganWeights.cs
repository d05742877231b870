using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

internal static class DcganWeights
{
    /// <summary>Weights N(0, 0.02), scales of normalisation N(1, 0.02), biases 0 (Radford et al. 2016, section 4; scales as in PyTorch's example).</summary>
    internal static void Initialise(nn.Module network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            // A shift is a table of biases, and attention starts switched off.
            if (name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("shift", StringComparison.Ordinal) || name.EndsWith("gamma", StringComparison.Ordinal)) nn.init.zeros_(parameter);
            else nn.init.normal_(parameter, parameter.dim() == 1 ? 1 : 0, 0.02);
        }
        foreach (var layer in network.modules().OfType<SpectralNorm>()) layer.Restart();
    }
}
