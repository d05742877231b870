using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What layers compute: those of the library and of a user's own say it themselves, those of TorchSharp are
/// known here.</summary>
public sealed partial class NetworkGraph
{
    /// <summary>Adds what a layer computes in evaluation mode.</summary>
    /// <param name="layer">An <see cref="IGraphed"/>, a common layer of TorchSharp, or a Sequential of such.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="condition">What it reads beside; null for nothing.</param>
    /// <returns>What it makes.</returns>
    /// <exception cref="NotSupportedException">The layer does not say what it computes; it is named.</exception>
    public GraphValue Call(nn.Module layer, GraphValue input, GraphValue? condition = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        return layer switch
        {
            IGraphed graphed => graphed.AddTo(this, input, condition),
            Sequential sequential => sequential.children().Aggregate(input, (value, each) => Call(each, value)),
            Linear linear => Linear(input, Weight(linear.weight!), Optional(linear.bias)),
            Conv2d conv when conv.padding_mode == PaddingModes.Zeros && conv.padding_type is null => Convolution(
                input,
                Weight(conv.weight!),
                Optional(conv.bias),
                conv.stride,
                conv.padding,
                conv.dilation,
                conv.groups
            ),
            ConvTranspose2d conv => TransposedConvolution(
                input,
                Weight(conv.weight!),
                Optional(conv.bias),
                conv.stride,
                conv.padding,
                conv.output_padding,
                conv.dilation,
                conv.groups
            ),
            BatchNorm { track_running_stats: true } norm => BatchNorm(
                input,
                Optional(norm.weight),
                Optional(norm.bias),
                Weight(norm.running_mean!),
                Weight(norm.running_var!),
                norm.eps
            ),
            InstanceNorm { track_running_stats: false } norm => Groups(
                input,
                input.Shape[1],
                norm.weight,
                norm.bias,
                norm.eps
            ),
            GroupNorm norm => Groups(input, norm.num_groups, norm.weight, norm.bias, norm.eps),
            LayerNorm norm when input.Shape.Count == 2 => Node(
                "LayerNormalization",
                [input, Optional(norm.weight) ?? Ones(input.Shape[1]), Optional(norm.bias)],
                input.Shape,
                ("axis", -1L),
                ("epsilon", (float)norm.eps)
            ),
            MaxPool2d { ceil_mode: false } pool when IsUnset(pool.dilation, 1) => MaxPool(
                input,
                Two(pool.kernel_size),
                Steps(pool.stride),
                pool.padding
            ),
            AvgPool2d { divisor_override: null } pool when IsUnset(pool.padding, 0) => AveragePool(
                input,
                Two(pool.kernel_size),
                Steps(pool.stride),
                null,
                pool.ceil_mode
            ),
            Flatten { start_dim: 1, end_dim: -1 } => Flatten(input),
            Identity or Dropout or Dropout2d => input,
            _ => Activation(layer, input) ?? throw Refusal(layer, "it does not say what it computes (IGraphed)"),
        };
    }

    /// <summary>Normalisation of groups of maps, each with its places, then a scale and a shift of each map.</summary>
    /// <param name="input">[N, C, …].</param>
    /// <param name="groups">Groups; C for each map on its own, 1 for all together.</param>
    /// <param name="weight">[C], or null.</param>
    /// <param name="bias">[C], or null.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public GraphValue Groups(GraphValue input, long groups, Tensor? weight, Tensor? bias, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = input.Shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        float[] All(float value) => [.. Enumerable.Repeat(value, (int)groups)];
        var normal = Node(
            "InstanceNormalization",
            [Reshape(input, -1, groups, size / groups), Constant([groups], All(1)), Constant([groups], All(0))],
            [-1, groups, size / groups],
            ("epsilon", (float)epsilon)
        );
        long[] each = [-1, .. input.Shape.Skip(1)];
        long[] ofMaps = [1, input.Shape[1], .. Enumerable.Repeat(1L, input.Shape.Count - 2)];
        var made = Reshape(normal, each);
        if (weight is not null)
        {
            made = Multiply(made, Reshape(Weight(weight), ofMaps));
        }
        return bias is null ? made : Add(made, Reshape(Weight(bias), ofMaps));
    }

    private GraphValue? Activation(nn.Module layer, GraphValue input) =>
        layer switch
        {
            ReLU => Each("Relu", input),
            LeakyReLU leaky => LeakyRelu(input, leaky.negative_slope),
            Tanh => Each("Tanh", input),
            Sigmoid => Each("Sigmoid", input),
            ELU elu => Each("Elu", input, ("alpha", (float)elu.alpha)),
            SELU => Each("Selu", input),
            PReLU gate => Node("PRelu", [input, Reshape(Weight(gate.weight), OfMaps(gate.weight, input))], input.Shape),
            ReflectionPad2d pad => Reflected(input, Pads(pad.padding)),
            Upsample { mode: UpsampleMode.Nearest } up when up.scale_factor is [2, 2] => Enlarge(input),
            PixelShuffle { upscale_factor: 2 } => Shuffled(input),
            SiLU => Multiply(input, Each("Sigmoid", input)),
            _ => null,
        };

    // [left, right, top, bottom], or one number for all
    private static long[] Pads(long[] given) => given is [var one] ? [one, one, one, one] : given;

    private GraphValue Reflected(GraphValue input, long[] pads) =>
        Pad(input, "reflect", pads[0], pads[1], pads[2], pads[3]);

    private GraphValue Shuffled(GraphValue input) =>
        Node(
            "DepthToSpace",
            [input],
            [input.Shape[0], input.Shape[1] / 4, 2 * input.Shape[2], 2 * input.Shape[3]],
            ("blocksize", 2L),
            ("mode", "CRD")
        );

    private static long[] OfMaps(Tensor weight, GraphValue input) =>
        [weight.numel(), .. Enumerable.Repeat(1L, input.Shape.Count - 2)];

    private GraphValue? Optional(Tensor? tensor) => tensor is null ? null : Weight(tensor);

    private GraphValue Ones(long count) => Constant([count], [.. Enumerable.Repeat(1f, (int)count)]);

    private static bool IsUnset(long[]? given, long other) => given is null || given.All(size => size == other);

    private static long[] Two(long[] given) => Both(given, 1);

    private static long[]? Steps(long[]? given) => given is null ? null : Both(given, 1);
}
