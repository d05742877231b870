using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>The layers of a DCGAN's generator that double the sides.</summary>
/// <param name="Spec">How they are computed.</param>
/// <param name="Sides">Which sides there are.</param>
/// <param name="Mode">How sides are doubled.</param>
internal sealed record DcganUpsampling(NetworkSpec Spec, DcganShape Sides, UpsamplingMode Mode)
{
    /// <summary>The layer that leads to the sides of index <paramref name="i"/> from those of i + 1.</summary>
    /// <param name="i">0 for the image.</param>
    /// <param name="from">Maps that it reads.</param>
    /// <param name="to">Maps that it makes.</param>
    /// <param name="kernel">Side of a transposed convolution's kernel: 4, or 5 as in the tutorial.</param>
    /// <param name="bias">Whether it has a bias.</param>
    internal Module<Tensor, Tensor> To(int i, long from, long to, long kernel = 4, bool bias = false)
    {
        if (Mode != UpsamplingMode.Transposed)
        {
            var plain = Conv2d(from, to, 3, padding: 1, bias: bias);
            return UpsampledConvolution.Of(Spec, Mode, plain, Sides.Sides(i));
        }
        var (height, width) = Sides.Sides(i);
        var layer =
            kernel == 4
                ? ConvTranspose2d(from, to, Sides.Kernel(i), stride: (2, 2), padding: (1, 1), bias: bias)
                : ConvTranspose2d(
                    from,
                    to,
                    (kernel, kernel),
                    stride: (2, 2),
                    padding: (2, 2),
                    output_padding: (1 - height % 2, 1 - width % 2),
                    bias: bias
                );
        return ChannelsLast.InPrecision(Spec, layer);
    }
}
