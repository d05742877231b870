using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Misuse.BadCall;

namespace Gan.Torch.Tests.Misuse;

/// <summary>Layers, losses and optimisers given what they cannot take.</summary>
internal static class ModuleMisuse
{
    private static Tensor T(params long[] shape) => ones(shape);

    public static BadCall[] All() =>
    [
        Of("conv2d of other channels", () => conv2d(T(1, 3, 8, 8), T(4, 2, 3, 3)), "conv2d", "[1, 3, 8, 8]", "[4, 2, 3, 3]"),
        Of("conv2d smaller than its kernel", () => conv2d(T(1, 1, 2, 2), T(1, 1, 3, 3)), "conv2d", "[1, 1, 2, 2]", "[1, 1, 3, 3]"),
        Of("conv2d with a flat weight", () => conv2d(T(1, 3, 8, 8), T(4, 3)), "conv2d", "[4, 3]"),
        Of("conv2d of doubles with a float weight", () => conv2d(T(1, 1, 4, 4).@double(), T(1, 1, 3, 3)), "conv2d", "Float64", "Float32"),
        Of("conv2d with a bias of another length", () => conv2d(T(1, 1, 4, 4), T(2, 1, 3, 3), T(5)), "conv2d", "Float32[5]"),
        Of("conv_transpose2d of other channels",
            () => conv_transpose2d(T(1, 3, 4, 4), T(2, 4, 4, 4)), "conv_transpose2d", "[1, 3, 4, 4]", "[2, 4, 4, 4]"),
        Of("conv_transpose2d with too much output padding",
            () => conv_transpose2d(T(1, 2, 4, 4), T(2, 3, 4, 4), strides: [2, 2], output_padding: [3, 3]), "conv_transpose2d", "[1, 2, 4, 4]"),
        Of("conv_transpose2d of a flat input", () => conv_transpose2d(T(3, 4), T(4, 2, 3, 3)), "conv_transpose2d", "[3, 4]"),
        Of("linear of another width", () => linear(T(2, 3), T(5, 4)), "linear", "[2, 3]", "[5, 4]"),
        Of("Linear of another width", () => Linear(4, 2).call(T(3, 5)), "linear", "[3, 5]", "[2, 4]"),
        Of("Conv2d of other channels", () => Conv2d(3, 8, 3).call(T(1, 1, 8, 8)), "conv2d", "[1, 1, 8, 8]", "[8, 3, 3, 3]"),
        Of("BatchNorm2d of other channels", () => BatchNorm2d(4).call(T(2, 3, 4, 4)), "3", "4"),
        Of("batch_norm of one value a channel", () => batch_norm(T(1, 3), null!, null!, training: true), "batch_norm", "[1, 3]"),
        Of("layer_norm of another shape", () => layer_norm(T(2, 3), [4]), "layer_norm", "[2, 3]", "[4]"),
        Of("group_norm of channels that do not divide", () => group_norm(T(2, 5, 3), 2), "group_norm", "[2, 5, 3]"),
        Of("Embedding of a word outside", () => Embedding(3, 2).call(tensor(new long[] { 3 })), "embedding", "Int64[1]", "[3, 2]"),
        Of("Embedding of fractions", () => Embedding(3, 2).call(T(2)), "embedding", "Float32[2]"),
        Of("bce of unequal shapes", () => binary_cross_entropy_with_logits(T(3), T(4)), "binary_cross_entropy_with_logits", "[3]", "[4]"),
        Of("bce of more than one", () => binary_cross_entropy(T(3) * 2, T(3)), "binary_cross_entropy", "Float32[3]"),
        Of("cross_entropy of a class outside",
            () => cross_entropy(T(2, 3), tensor(new long[] { 0, 3 })), "cross_entropy", "Float32[2, 3]", "3"),
        Of("mse of unequal shapes", () => mse_loss(T(2, 3), T(4)), "mse_loss", "[2, 3]", "[4]"),
        Of("max_pool2d of too little", () => max_pool2d(T(1, 1, 1, 1), 2), "max_pool2d", "[1, 1, 1, 1]"),
        Of("a reflection larger than the image",
            () => pad(T(1, 1, 3, 3), (3, 3, 3, 3), PaddingModes.Reflect), "reflection_pad2d", "[1, 1, 3, 3]"),
        Of("interpolate to no size", () => interpolate(T(1, 1, 3, 3)), "size"),
        Of("pixel_shuffle of channels that do not divide", () => pixel_shuffle(T(1, 3, 2, 2), 2), "pixel_shuffle", "[1, 3, 2, 2]"),
        Of("grid_sample of another batch",
            () => grid_sample(T(2, 1, 3, 3), zeros(3, 2, 2, 2)), "grid_sampler", "[2, 1, 3, 3]", "[3, 2, 2, 2]"),
        Of("softmax over a missing dimension", () => softmax(T(2, 3), 2), "softmax", "[2, 3]", "2"),
        Of("LSTM of another width", () => LSTM(3, 4).call(T(5, 2, 7)), "LSTM", "[5, 2, 7]", "3"),
        Of("LSTM with the state of another batch", () => LSTM(3, 4).call(T(5, 2, 3), (T(1, 3, 4), T(1, 2, 4))), "LSTM", "[1, 3, 4]", "[1, 2, 4]"),
        Of("GRU with a state of another width", () => GRU(3, 4).call(T(5, 2, 3), T(1, 2, 5)), "GRU", "[1, 2, 5]", "[1, 2, 4]"),
        Of("a state without a parameter", () => Linear(2, 2).load_state_dict(new() { ["weight"] = T(2, 2) }), "bias"),
        Of("a state of another shape",
            () => Linear(2, 2).load_state_dict(new() { ["weight"] = T(3, 2), ["bias"] = T(2) }), "weight", "[3, 2]", "[2, 2]"),
        Of("a parameter of another shape set", () => new Parameter(T(2)).copy_(T(3)), "copy_", "[2]", "[3]"),
        Of("a buffer under a parameter's name", () => Twice(), "weight"),
        Of("a gradient of another shape clipped away", () => new Parameter(T(2)) { grad = T(3) }, "grad", "[2]", "[3]"),
        Of("null for a parameter", () => new Parameter(null!), "data"),
    ];

    private static object? Twice()
    {
        var linear = Linear(2, 2);
        linear.register_buffer("weight", T(2));
        return null;
    }
}
