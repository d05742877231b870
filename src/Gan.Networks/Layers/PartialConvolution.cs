using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Partial convolution (Liu et al. 2018, arXiv:1804.07723, section 3.1, eq. 1 and 2): only known pixels count, what
/// they give is scaled by the window's size over their number, and a place is known from then on if its window had any.
/// </summary>
/// <remarks>y = Wᵀ(x ⊙ m) · sum(1)/sum(m) + b where sum(m) &gt; 0, and 0 elsewhere. Places outside the image are
/// unknown.</remarks>
public sealed class PartialConvolution : Module<Tensor, Tensor, (Tensor Maps, Tensor Mask)>, ISamplewise
{
    private readonly Module<Tensor, Tensor> conv;
    private readonly Parameter bias;
    private readonly long channels;
    private readonly long kernel;
    private readonly long stride;

    /// <summary>Makes the layer, padded so that stride 1 keeps the sides.</summary>
    /// <param name="from">Maps C. At least 1.</param>
    /// <param name="to">Maps C'. At least 1.</param>
    /// <param name="kernel">Side of the kernel, an odd number.</param>
    /// <param name="stride">Stride s. At least 1.</param>
    /// <param name="spec">Says how the training wants the convolution computed; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public PartialConvolution(long from, long to, long kernel, long stride = 1, TranslatorSpec? spec = null)
        : base(nameof(PartialConvolution))
    {
        Argument.Within(1, int.MaxValue, from);
        Argument.Within(1, int.MaxValue, to);
        Argument.Must(kernel is > 0 and < 1000 && kernel % 2 == 1, "be odd", kernel);
        Argument.Within(1, 1000, stride);
        channels = from;
        this.kernel = kernel;
        this.stride = stride;
        var layer = Conv2d(from, to, kernel, stride: stride, padding: kernel / 2, bias: false);
        conv = spec is null ? KernelLayer.Of(layer) : ChannelsLast.InPrecision(spec, layer);
        using var start = zeros(to);
        bias = new Parameter(start);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <summary>Convolves what is known.</summary>
    /// <param name="input">Maps [N, C, H, W].</param>
    /// <param name="mask">1 where they are known and 0 elsewhere, [N, 1, H, W] or [N, C, H, W].</param>
    /// <returns>Maps [N, C', H/s, W/s], and where they are known, [N, 1, H/s, W/s].</returns>
    /// <exception cref="ArgumentException">Maps or mask have another shape.</exception>
    public override (Tensor Maps, Tensor Mask) forward(Tensor input, Tensor mask)
    {
        LayerInput.Require(input, bias, nameof(PartialConvolution), 4, 1, channels);
        LayerInput.Present(mask, nameof(mask));
        var shape = input.shape;
        long[] common = [shape[0], 1, shape[2], shape[3]];
        if (!mask.shape.SequenceEqual(common) && !mask.shape.SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"The mask must be {ShapeText.Of(common)} or {ShapeText.Of(shape)}, but has the shape "
                    + $"{ShapeText.Of(mask.shape)}.",
                nameof(mask)
            );
        }
        using var scope = NewDisposeScope();
        var mean = mask.size(1) == 1 ? mask : mask.mean([1], keepdim: true);
        var share = functional.avg_pool2d(mean, kernel, stride, kernel / 2); // sum(m) / sum(1)
        var known = share.gt(0);
        var found = known.to(input.dtype);
        var scale = found / where(known, share, ones_like(share));
        var maps = conv.call(input * mask) * scale + bias.view(1, -1, 1, 1) * found;
        return (maps.MoveToOuterDisposeScope(), found.MoveToOuterDisposeScope());
    }
}
