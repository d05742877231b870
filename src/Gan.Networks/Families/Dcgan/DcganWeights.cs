using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

internal static class DcganWeights
{
    /// <summary>Weights N(0, 0.02), scales of normalisation N(1, 0.02), biases 0 (Radford et al. 2016, section 4;
    /// scales as in PyTorch's example).</summary>
    internal static void Initialise(nn.Module network)
    {
        // a shift is a table of biases, and gamma switches attention off at the start
        string[] zero = ["bias", "shift", "gamma"];
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (Array.Exists(zero, end => name.EndsWith(end, StringComparison.Ordinal)))
            {
                nn.init.zeros_(parameter);
            }
            else
            {
                Draw(parameter, parameter.dim() == 1 ? 1 : 0);
            }
        }
        foreach (var layer in network.modules().OfType<SpectralNorm>())
        {
            layer.Restart();
        }
    }

    // In the usual order, so that equal seeds give equal weights in any layout.
    private static void Draw(Tensor parameter, double mean)
    {
        using var _ = no_grad();
        using var drawn = parameter.is_contiguous()
            ? null
            : empty(parameter.shape, dtype: parameter.dtype, device: parameter.device);
        nn.init.normal_(drawn ?? parameter, mean, 0.02);
        if (drawn is not null)
        {
            parameter.copy_(drawn);
        }
    }
}
