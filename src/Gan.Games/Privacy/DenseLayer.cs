using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Games;

/// <summary>A linear layer: TorchSharp's, or the one that the kernels compute.</summary>
internal sealed record DenseLayer(Module<Tensor, Tensor> Module, Parameter Weight, Parameter? Bias)
{
    internal IEnumerable<Parameter> Weights => Bias is null ? [Weight] : [Weight, Bias];

    /// <summary>All of a network.</summary>
    internal static IEnumerable<DenseLayer> Of(nn.Module network)
    {
        foreach (var layer in network.modules())
        {
            if (layer is TorchSharp.Modules.Linear or KernelLayer { IsLinear: true })
            {
                var own = layer.named_parameters(recurse: false).ToDictionary(weight => weight.name, w => w.parameter);
                yield return new((Module<Tensor, Tensor>)layer, own["weight"], own.GetValueOrDefault("bias"));
            }
        }
    }
}
