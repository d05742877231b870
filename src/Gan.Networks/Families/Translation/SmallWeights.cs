using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

internal static class SmallWeights
{
    private const double Factor = 0.1;

    /// <summary>Weights of He's normal distribution times 0.1, biases 0: residual networks train better from a smaller
    /// variance (Wang et al. 2018, section 3.1).</summary>
    internal static void Initialise(nn.Module network)
    {
        using var _ = no_grad();
        foreach (var parameter in network.parameters())
        {
            if (parameter.dim() < 2)
            {
                nn.init.zeros_(parameter);
                continue;
            }
            using var scope = NewDisposeScope();
            var inputs = parameter.numel() / parameter.size(0);
            // in the usual order, so that equal seeds give equal weights in any layout
            parameter.copy_(randn(parameter.shape) * (Factor * Math.Sqrt(2.0 / inputs)));
        }
    }
}
