using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A linear layer or convolution that multiplies in bfloat16 (Kalamkar et al. 2019, arXiv:1905.12322): input and weight
/// are rounded to 8 significant bits, products are added up in float32, and the result, rounded once more, is float32
/// again. The weight itself stays float32, and so do its gradient's sum, the optimiser's state and the files.
/// </summary>
/// <remarks>
/// As PyTorch's autocast has it, but for the type of the maps between layers, which stay float32. The gradient may be
/// differentiated again. Where a processor lacks the instructions, this is slow or fails:
/// <c>GanBuilder.WithMixedPrecision</c> checks that. Networks of one's own take
/// <see cref="NetworkSpec.InPrecision"/>, which makes such a layer when the training asks for it and the layer is wide
/// enough to gain.
/// </remarks>
public sealed class MixedPrecisionLayer : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    /// <summary>Channels or features on either side of a layer from which on it gains: oneDNN's blocks have 16, and
    /// with fewer the casts cost more than is won.</summary>
    private const long Narrowest = 16;

    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation; // input, weight, bias
    private readonly LayerNodes nodes;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long channels; // or features

    /// <summary>Takes over the weights of a fully connected layer; use this module in its place.</summary>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    public MixedPrecisionLayer(Linear layer)
        : this(
            Argument.NotNull(layer).weight!,
            layer.bias,
            layer.in_features,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer)
        ) { }

    /// <summary>Takes over the weights of a convolution; use this module in its place.</summary>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    /// <exception cref="ArgumentException">The layer pads by another mode than zeros, or by name.</exception>
    public MixedPrecisionLayer(Conv2d layer)
        : this(
            LayerOperation.CheckPadding(layer, nameof(MixedPrecisionLayer)).weight!,
            layer.bias,
            layer.in_channels,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer)
        ) { }

    /// <summary>Takes over the weights of a transposed convolution; use this module in its place.</summary>
    /// <exception cref="ArgumentNullException">layer is null.</exception>
    /// <exception cref="ArgumentException">The layer has more than one group.</exception>
    public MixedPrecisionLayer(ConvTranspose2d layer)
        : this(
            LayerOperation.CheckPadding(layer, nameof(MixedPrecisionLayer)).weight!,
            layer.bias,
            layer.in_channels,
            LayerOperation.Of(layer),
            LayerOperation.NodesOf(layer)
        ) { }

    private MixedPrecisionLayer(
        Parameter weight,
        Parameter? bias,
        long channels,
        Func<Tensor, Tensor, Tensor?, Tensor> operation,
        LayerNodes nodes
    )
        : base(nameof(MixedPrecisionLayer))
    {
        this.weight = weight;
        this.bias = bias;
        this.channels = channels;
        this.nodes = nodes;
        this.operation = LayerOperation.InBFloat16(operation);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(MixedPrecisionLayer), channels);
        return operation(input, weight, bias);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        nodes(graph, input, graph.Weight(weight), bias is null ? null : graph.Weight(bias));

    /// <summary>Until the result is disposed, layers of this thread multiply in float32, whatever their precision: for
    /// a trial that looks for differences smaller than bfloat16 rounds.</summary>
    public static IDisposable InFloat32() => LayerOperation.InFloat32();

    /// <summary>Whether a layer gains, and can be computed from its weights alone.</summary>
    internal static bool Suits(nn.Module layer) =>
        layer switch
        {
            Linear linear => Wide(linear.in_features, linear.out_features),
            Convolution conv => conv.weight.dim() == 4
                && Wide(conv.in_channels, conv.out_channels)
                && conv.groups == 1
                && LayerOperation.PadsZeros(conv),
            _ => false,
        };

    internal static Module<Tensor, Tensor> Of(Module<Tensor, Tensor> layer) =>
        layer switch
        {
            Linear linear => new MixedPrecisionLayer(linear),
            Conv2d conv => new MixedPrecisionLayer(conv),
            _ => new MixedPrecisionLayer((ConvTranspose2d)layer),
        };

    private static bool Wide(long from, long to) => Math.Min(from, to) >= Narrowest;
}
