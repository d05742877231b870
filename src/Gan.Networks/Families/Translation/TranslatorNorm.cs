using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>What normalises a translator's layers.</summary>
public enum TranslatorNorm
{
    /// <summary>Instance normalisation (Ulyanov et al. 2016, arXiv:1607.08022), in evaluation too by each image's own
    /// statistics: no running ones.</summary>
    Instance,

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015), with running statistics in evaluation.</summary>
    Batch,

    /// <summary>Nothing.</summary>
    None,
}

internal static class TranslatorNorms
{
    /// <summary>What a judge is normalised by where it is left to the family: batch, and instance where its gradient is
    /// penalised for each image.</summary>
    internal static DiscriminatorNorm Chosen(DiscriminatorNorm norm, NetworkSpec spec)
    {
        if (norm != DiscriminatorNorm.Auto)
        {
            return norm;
        }
        return spec.GradientPenalty ? DiscriminatorNorm.Instance : DiscriminatorNorm.Batch;
    }

    /// <summary>A judge's normalisation.</summary>
    internal static Module<Tensor, Tensor> Of(DiscriminatorNorm norm, long maps) =>
        norm == DiscriminatorNorm.Instance ? new InstanceNormalization(maps, affine: true) : norm.Layer(maps);

    /// <summary>The layer; null for none.</summary>
    /// <param name="norm">Which.</param>
    /// <param name="maps">Feature maps.</param>
    /// <param name="affine">Whether instance normalisation has a scale and shift of its own.</param>
    internal static Module<Tensor, Tensor>? Layer(this TranslatorNorm norm, long maps, bool affine) =>
        norm switch
        {
            TranslatorNorm.Instance => new InstanceNormalization(maps, affine),
            TranslatorNorm.Batch => BatchNorm2d(maps),
            _ => null,
        };
}
