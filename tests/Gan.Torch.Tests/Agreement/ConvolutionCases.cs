using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class ConvolutionCases
{
    public static Case[] All() =>
    [
        Of("conv1d", t => conv1d(t[0], t[1], t[2], stride: 2, padding: 1)),
        Of("conv2d", t => conv2d(t[0], t[1], t[2])),
        Of("conv2d without bias", t => conv2d(t[0], t[1])),
        Of("conv2d stride 2 padding 1", t => conv2d(t[0], t[1], t[2], strides: [2, 2], padding: [1, 1])),
        Of("conv2d uneven", t => conv2d(t[0], t[1], t[2], strides: [2, 1], padding: [0, 2])),
        Of("conv2d dilation 2", t => conv2d(t[0], t[1], t[2], dilation: [2, 2], padding: [2, 2])),
        Of("conv2d groups 2", t => conv2d(t[0], t[1], t[2], groups: 2, padding: [1, 1])),
        Of("conv2d depthwise", t => conv2d(t[0], t[1], groups: 4, padding: [1, 1])),
        Of("conv2d in double", t => conv2d(t[0], t[1], t[2], padding: [1, 1])),
        Of("conv3d", t => conv3d(t[0], t[1], t[2], padding: [1, 1, 1])),

        Of("conv transpose1d", t => conv_transpose1d(t[0], t[1], t[2], stride: 2, padding: 1, output_padding: 1)),
        Of("conv transpose2d", t => conv_transpose2d(t[0], t[1], t[2])),
        Of("conv transpose2d without bias", t => conv_transpose2d(t[0], t[1])),
        Of("conv transpose2d 4x4 stride 2", t => conv_transpose2d(t[0], t[1], t[2], strides: [2, 2], padding: [1, 1])),
        Of("conv transpose2d 5x5 output padding",
            t => conv_transpose2d(t[0], t[1], t[2], strides: [2, 2], padding: [2, 2], output_padding: [1, 1])),
        Of("conv transpose2d stride 3", t => conv_transpose2d(t[0], t[1], strides: [3, 3], padding: [1, 1], output_padding: [2, 2])),
        Of("conv transpose2d uneven", t => conv_transpose2d(t[0], t[1], strides: [2, 1], padding: [1, 0], output_padding: [1, 0])),
        Of("conv transpose2d dilation 2", t => conv_transpose2d(t[0], t[1], t[2], strides: [2, 2], padding: [1, 1], dilation: [2, 2])),
        Of("conv transpose2d groups 2", t => conv_transpose2d(t[0], t[1], t[2], strides: [2, 2], padding: [1, 1], groups: 2)),
        Of("conv transpose2d latent to 4x4", t => conv_transpose2d(t[0], t[1])),
        Of("conv transpose2d in double", t => conv_transpose2d(t[0], t[1], strides: [2, 2], padding: [1, 1])),
    ];
}
