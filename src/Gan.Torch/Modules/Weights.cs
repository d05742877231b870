using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>PyTorch's own start values.</summary>
internal static class Weights
{
    /// <summary>Weights and bias uniform in ±1/√fan_in (He et al. 2015 with a = √5).</summary>
    internal static void Reset(Tensor weight, Tensor? bias)
    {
        if (weight.numel() == 0) return;
        init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null) return;
        var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        init.uniform_(bias, -bound, bound);
    }
}
