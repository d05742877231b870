using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>How a network wants its layers computed. The specs of networks say it.</summary>
internal interface ILayerPrecision
{
    /// <summary>Whether layers multiply in bfloat16 where that gains.</summary>
    bool MixedPrecision { get; }

    /// <summary>Whether the network will compute on the processor.</summary>
    bool OnProcessor { get; }
}

internal static class LayerPrecision
{
    /// <summary>The layer as the spec wants it computed: see <see cref="NetworkSpec.InPrecision"/>.</summary>
    internal static Module<Tensor, Tensor> Of(ILayerPrecision spec, Module<Tensor, Tensor> layer, bool channelsLast)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (channelsLast && layer is Convolution convolution)
        {
            return ChannelsLast.InPrecision(spec, convolution);
        }
        return spec.MixedPrecision && MixedPrecisionLayer.Suits(layer)
            ? MixedPrecisionLayer.Of(layer)
            : KernelLayer.Of(layer);
    }
}
