using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// What a network factory needs to know. A generator's spec says what to make from how many latent entries; a
/// discriminator's spec says what it reads. The part that a condition adds (entries of the latent, planes of the image)
/// is already counted in.
/// </summary>
/// <param name="Shape">Shape of one sample without the batch axis: [C, H, W] for images, [F] for vectors.</param>
/// <param name="LatentSize">Width L of the generator's input [N, L].</param>
/// <param name="Condition">The condition that the network gets as its second input; none for an unconditional
/// GAN.</param>
/// <param name="GradientPenalty">
/// True when the critic's gradient is penalised for each sample. Batch normalisation in the critic would then couple
/// the samples and make the penalty meaningless (Gulrajani et al. 2017, section 4).
/// </param>
public sealed record NetworkSpec(
    IReadOnlyList<long> Shape,
    long LatentSize,
    ConditionSpec Condition = default,
    bool GradientPenalty = false
) : ILayerPrecision
{
    /// <summary>True when the training multiplies in bfloat16 where that gains
    /// (<c>GanBuilder.WithMixedPrecision</c>). Default false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether the network will compute on the processor, where some convolutions of float32 are as fast as
    /// those of bfloat16.</summary>
    internal bool OnProcessor { get; init; } = true;

    bool ILayerPrecision.OnProcessor => OnProcessor;

    /// <summary>
    /// The layer as the training wants it computed, with the same weights under the same names. Under
    /// <see cref="MixedPrecision"/> a linear layer, convolution or transposed convolution of at least 16 channels or
    /// features on both sides becomes a <see cref="MixedPrecisionLayer"/>; otherwise they become a
    /// <see cref="KernelLayer"/>. Any other layer comes back as it is.
    /// </summary>
    /// <param name="layer">A layer; use what is returned in its place.</param>
    /// <param name="channelsLast">
    /// True lays a convolution's weight out with the channels innermost, as the library's own networks do: the kernels
    /// take convolutions whose weight or input lies so, and leave others to libtorch. What the layer makes lies so too,
    /// and is read by <c>flatten</c>; <c>view</c> would refuse it. A convolution that the kernels compute as fast in
    /// float32 then stays in it under <see cref="MixedPrecision"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    public Module<Tensor, Tensor> InPrecision(Module<Tensor, Tensor> layer, bool channelsLast = false) =>
        LayerPrecision.Of(this, layer, channelsLast);

    /// <summary>True for [C, H, W].</summary>
    public bool IsImage => Shape.Count == 3;

    /// <summary>Number of values of one sample.</summary>
    public long Size => Shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>The shape as text, such as "[3, 64, 64]".</summary>
    public string ShapeText => Gan.ShapeText.Of(Shape);

    /// <inheritdoc/>
    public override string ToString() =>
        $"NetworkSpec {{ Shape = {ShapeText}, LatentSize = {LatentSize}, Condition = {Condition}, "
        + $"GradientPenalty = {GradientPenalty}{(MixedPrecision ? ", MixedPrecision = True" : "")} }}";
}
