using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>What a factory of translators needs to know. Sides may differ later where the network allows it
/// (<see cref="ITranslatorFamily.HasFixedSize"/>); channels and scale stay.</summary>
/// <param name="InputShape">Shape of one input: [C, H, W].</param>
/// <param name="OutputShape">Shape of one output: [C', s·H, s·W].</param>
public sealed record TranslatorSpec(IReadOnlyList<long> InputShape, IReadOnlyList<long> OutputShape) : ILayerPrecision
{
    /// <summary>True when the training multiplies in bfloat16 where that gains. Default false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether the network will compute on the processor.</summary>
    internal bool OnProcessor { get; init; } = true;

    bool ILayerPrecision.OnProcessor => OnProcessor;

    /// <summary>Channels C of the input.</summary>
    public long InputChannels => InputShape[0];

    /// <summary>Channels C' of the output.</summary>
    public long OutputChannels => OutputShape[0];

    /// <summary>How many times as high the output is, rounded down.</summary>
    public long Scale => OutputShape[1] / InputShape[1];

    /// <summary>The layer as the training wants it computed, with the same weights under the same names: see
    /// <see cref="NetworkSpec.InPrecision"/>.</summary>
    /// <param name="layer">A layer; use what is returned in its place.</param>
    /// <param name="channelsLast">True lays a convolution's weight out with the channels innermost.</param>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    public Module<Tensor, Tensor> InPrecision(Module<Tensor, Tensor> layer, bool channelsLast = false) =>
        LayerPrecision.Of(this, layer, channelsLast);

    /// <inheritdoc/>
    public override string ToString() =>
        $"TranslatorSpec {{ InputShape = {ShapeText.Of(InputShape)}, OutputShape = {ShapeText.Of(OutputShape)}"
        + $"{(MixedPrecision ? ", MixedPrecision = True" : "")} }}";
}
