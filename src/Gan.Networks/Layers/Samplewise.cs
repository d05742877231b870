using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Which modules treat each sample of a batch on its own and keep no state: those that say so, and layers of
/// TorchSharp, which cannot. What is not known here is not trusted.</summary>
internal static class Samplewise
{
    internal static bool All(nn.Module network) => network.modules().Prepend(network).All(IsKnown);

    private static bool IsKnown(nn.Module module) =>
        module is ISamplewise layer ? layer.IsSamplewise : module.GetType() == typeof(Sequential) || OfTorch(module);

    private static bool OfTorch(nn.Module module) =>
        module
            is Linear
                or Conv1d
                or Conv2d
                or Conv3d
                or ConvTranspose1d
                or ConvTranspose2d
                or ConvTranspose3d
                or LeakyReLU
                or ReLU
                or ELU
                or SELU
                or GELU
                or SiLU
                or Tanh
                or Sigmoid
                or Softplus
                or Identity
                or Flatten { start_dim: > 0 }
                or Dropout
                or Dropout2d
                or AvgPool2d
                or MaxPool2d
                or AdaptiveAvgPool2d
                or LayerNorm
                or GroupNorm;
}
