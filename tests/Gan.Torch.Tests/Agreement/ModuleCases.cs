using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Modules without parameters, losses as modules, and small networks.</summary>
internal static class ModuleCases
{
    public static Case[] All() =>
    [
        OfModule("ReLU", () => ReLU()),
        OfModule("LeakyReLU", () => LeakyReLU(0.2)),
        OfModule("ELU", () => ELU(0.5)),
        OfModule("SELU", () => SELU()),
        OfModule("SiLU", () => SiLU()),
        OfModule("GELU", () => GELU()),
        OfModule("Sigmoid", () => Sigmoid()),
        OfModule("Tanh", () => Tanh()),
        OfModule("Softplus", () => Softplus()),
        OfModule("Hardtanh", () => Hardtanh(-0.5, 0.5)),
        OfModule("Softmax", () => Softmax(1)),
        OfModule("LogSoftmax", () => LogSoftmax(1)),
        OfModule("Identity", () => Identity()),
        OfEvaluated("Dropout evaluation", () => Dropout(0.3)),
        OfEvaluated("Dropout2d evaluation", () => Dropout2d(0.3)),

        OfModule("Flatten", () => Flatten()),
        OfModule("Unflatten", () => Unflatten(1, [2, 3])),
        OfModule("AvgPool2d", () => AvgPool2d(2)),
        OfModule("MaxPool2d", () => MaxPool2d(2)),
        OfModule("AdaptiveAvgPool2d", () => AdaptiveAvgPool2d(1)),
        OfModule("Upsample nearest", () => Upsample(scale_factor: [2, 2])),
        OfModule("Upsample bilinear", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false)),
        OfModule("PixelShuffle", () => PixelShuffle(2)),
        OfModule("PixelUnshuffle", () => PixelUnshuffle(2)),
        OfModule("ReflectionPad2d", () => ReflectionPad2d(2)),
        OfModule("ReplicationPad2d", () => ReplicationPad2d(1)),
        OfModule("ZeroPad2d", () => ZeroPad2d(1)),

        Loss("MSELoss", () => MSELoss()),
        Loss("L1Loss", () => L1Loss(Reduction.Sum)),
        Loss("BCEWithLogitsLoss", () => BCEWithLogitsLoss()),
        Loss("CrossEntropyLoss", () => CrossEntropyLoss()),

        OfModule("Sequential MLP", () => Sequential(Linear(4, 6), LeakyReLU(0.2), Linear(6, 1))),
        OfModule("DCGAN discriminator", () => Sequential(
            Conv2d(1, 3, 4, 2, 1), LeakyReLU(0.2), Conv2d(3, 4, 4, 2, 1, bias: false), BatchNorm2d(4), LeakyReLU(0.2),
            Flatten(), Linear(16, 1))),
        OfModule("DCGAN generator", () => Sequential(
            ConvTranspose2d(5, 4, 2, 1, 0, bias: false), BatchNorm2d(4), ReLU(), ConvTranspose2d(4, 3, 4, 2, 1, bias: false),
            BatchNorm2d(3), ReLU(), ConvTranspose2d(3, 1, 4, 2, 1), Tanh())),
        OfModule("upsampling generator", () => Sequential(
            Linear(5, 12), Unflatten(1, [3, 2, 2]), Upsample(scale_factor: [2, 2]), Conv2d(3, 2, 3, padding: 1), InstanceNorm2d(2),
            LeakyReLU(0.2), Conv2d(2, 1, 3, padding: 1), Tanh())),
    ];

    private static Case Loss(string name, Func<Module<Tensor, Tensor, Tensor>> make) =>
        OfModule(name, make, (m, t) => [m.call(t[0], t[1])]);
}
