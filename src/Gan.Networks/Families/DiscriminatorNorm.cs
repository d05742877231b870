using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>What normalises the discriminator's layers.</summary>
public enum DiscriminatorNorm
{
    /// <summary>As the networks' paper has it, and without batch normalisation where the critic's gradient is
    /// penalised.</summary>
    Auto,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015). Refused with a gradient penalty.</summary>
    Batch,

    /// <summary>Instance normalisation with learned scale: keeps samples apart, so it may stand beside a gradient
    /// penalty.</summary>
    Instance,

    /// <summary>Layer normalisation over maps and places with a learned scale for each map (Ba et al. 2016): keeps
    /// samples apart; WGAN-GP's own for critics.</summary>
    Layer,

    /// <summary>Spectral normalisation of every weight (Miyato et al. 2018): <see cref="SpectralNorm"/>. Bounds the
    /// critic's slope under any loss.</summary>
    Spectral,
}

internal static class DiscriminatorNorms
{
    /// <summary>True when a layer with a shift of its own follows the convolution.</summary>
    internal static bool IsLayer(this DiscriminatorNorm norm) =>
        norm is DiscriminatorNorm.Batch or DiscriminatorNorm.Instance or DiscriminatorNorm.Layer;

    internal static Module<Tensor, Tensor> Layer(this DiscriminatorNorm norm, long maps) =>
        norm switch
        {
            DiscriminatorNorm.Batch => BatchNorm2d(maps),
            DiscriminatorNorm.Instance => InstanceNorm2d(maps, affine: true),
            _ => OneGroup(maps),
        };

    // One group: layer normalisation for any size of image. TorchSharp 0.107 leaves its scale and shift as memory
    // happens to be.
    private static GroupNorm OneGroup(long maps)
    {
        var norm = GroupNorm(1, maps);
        init.ones_(norm.weight);
        init.zeros_(norm.bias!);
        return norm;
    }
}
