using TorchSharp;
using static TorchSharp.torch.nn;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Modules with parameters or running statistics.</summary>
internal static class LayerCases
{
    public static Case[] All() =>
    [
        OfModule("Linear", () => Linear(5, 3)),
        OfModule("Linear without bias", () => Linear(5, 3, hasBias: false)),
        OfModule("Conv1d", () => Conv1d(3, 4, 3, stride: 2, padding: 1)),
        OfModule("Conv2d", () => Conv2d(4, 3, 3)),
        OfModule("Conv2d 4x4 stride 2", () => Conv2d(4, 3, 4, stride: 2, padding: 1)),
        OfModule("Conv2d groups dilation", () => Conv2d(4, 6, 3, padding: 2, dilation: 2, groups: 2)),
        OfModule("Conv2d uneven kernel", () => Conv2d(4, 3, (3, 2), stride: (1, 2), padding: (1, 0))),
        OfModule("Conv2d reflect padding", () => Conv2d(4, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect)),
        OfModule("Conv2d without bias", () => Conv2d(4, 3, 3, bias: false)),
        OfModule("ConvTranspose1d", () => ConvTranspose1d(3, 4, 4, stride: 2, padding: 1)),
        OfModule("ConvTranspose2d", () => ConvTranspose2d(4, 3, 4, stride: 2, padding: 1)),
        OfModule("ConvTranspose2d output padding", () => ConvTranspose2d(4, 2, 5, stride: 2, padding: 2, output_padding: 1, bias: false)),
        OfModule("ConvTranspose2d groups", () => ConvTranspose2d(4, 2, 3, stride: 2, groups: 2)),
        OfModule("Embedding", () => Embedding(7, 4)),
        OfModule("Embedding padding", () => Embedding(7, 4, padding_idx: 2)),
        OfModule("PReLU", () => PReLU(4)),

        OfModule("BatchNorm1d", () => BatchNorm1d(5)),
        OfEvaluated("BatchNorm1d evaluation", () => BatchNorm1d(5)),
        OfModule("BatchNorm2d", () => BatchNorm2d(4)),
        OfEvaluated("BatchNorm2d evaluation", () => BatchNorm2d(4)),
        OfModule("BatchNorm2d momentum eps", () => BatchNorm2d(4, eps: 1e-3, momentum: 0.4)),
        OfModule("BatchNorm2d plain", () => BatchNorm2d(4, affine: false, track_running_stats: false)),
        OfModule("LayerNorm", () => LayerNorm([3, 3])),
        OfModule("LayerNorm of one axis", () => LayerNorm(5)),
        OfModule("GroupNorm", () => GroupNorm(2, 4)),
        OfModule("InstanceNorm1d", () => InstanceNorm1d(4)),
        OfModule("InstanceNorm2d", () => InstanceNorm2d(4)),
        OfModule("InstanceNorm2d affine", () => InstanceNorm2d(4, affine: true)),
        OfModule("InstanceNorm2d running", () => InstanceNorm2d(4, affine: true, track_running_stats: true)),
    ];
}
