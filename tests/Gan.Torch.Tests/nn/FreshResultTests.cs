using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn;

/// <summary>A module hands back one new tensor and leaves nothing else behind, so that Sequential may dispose what lies between.</summary>
public sealed class FreshResultTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Make, long[] Shape)> Cases = new()
    {
        ["Linear"] = (() => Linear(4, 3), [2, 4]), ["Identity"] = (Identity, [2, 4]), ["Flatten of flat"] = (() => Flatten(), [2, 4]),
        ["Unflatten"] = (() => Unflatten(1, [2, 2]), [2, 4]), ["Dropout"] = (() => Dropout(), [2, 4]), ["Dropout2d"] = (() => Dropout2d(), [2, 4, 3, 3]),
        ["ReLU in place"] = (() => ReLU(true), [2, 4]), ["LeakyReLU"] = (() => LeakyReLU(0.2), [2, 4]), ["Tanh"] = (Tanh, [2, 4]), ["GELU"] = (GELU, [2, 4]),
        ["PReLU"] = (() => PReLU(1), [2, 4]), ["Softmax"] = (() => Softmax(1), [2, 4]), ["Conv1d"] = (() => Conv1d(4, 2, 3), [2, 4, 5]),
        ["Conv2d"] = (() => Conv2d(4, 2, 3), [2, 4, 5, 5]), ["Conv2d same"] = (() => Conv2d(4, 2, 3, Padding.Same), [2, 4, 5, 5]),
        ["Conv2d circular"] = (() => Conv2d(4, 2, 3, padding: 1, padding_mode: PaddingModes.Circular), [2, 4, 5, 5]),
        ["ConvTranspose2d"] = (() => ConvTranspose2d(4, 2, 4, 2, 1), [2, 4, 5, 5]), ["ConvTranspose2d dilated"] = (() => ConvTranspose2d(4, 2, 4, dilation: 2), [2, 4, 5, 5]),
        ["BatchNorm1d"] = (() => BatchNorm1d(4), [2, 4]), ["BatchNorm2d"] = (() => BatchNorm2d(4), [2, 4, 3, 3]), ["LayerNorm"] = (() => LayerNorm(4), [2, 4]),
        ["GroupNorm"] = (() => GroupNorm(2, 4), [2, 4, 3]), ["InstanceNorm2d"] = (() => InstanceNorm2d(4), [2, 4, 3, 3]),
        ["InstanceNorm2d of one"] = (() => InstanceNorm2d(4), [4, 3, 3]), ["AvgPool2d"] = (() => AvgPool2d(2), [2, 4, 4, 4]), ["MaxPool2d"] = (() => MaxPool2d(2), [2, 4, 4, 4]),
        ["AdaptiveMaxPool2d"] = (() => AdaptiveMaxPool2d([2, 2]), [2, 4, 4, 4]), ["Upsample"] = (() => Upsample(scale_factor: [2.0]), [2, 4, 4, 4]),
        ["PixelShuffle"] = (() => PixelShuffle(2), [2, 4, 3, 3]), ["ReflectionPad2d"] = (() => ReflectionPad2d(1), [2, 4, 3, 3]),
        ["Sequential"] = (() => Sequential(Linear(4, 8), ReLU(true), Identity(), Linear(8, 1)), [2, 4]), ["empty Sequential"] = (() => Sequential(), [2, 4]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_leaves_one_new_tensor(string name)
    {
        using var outer = NewDisposeScope();
        var (make, shape) = Cases[name];
        using var module = make();
        var input = randn(shape, requires_grad: name != "ReLU in place");
        foreach (var train in new[] { true, false })
        {
            module.train(train);
            using var scope = NewDisposeScope();
            var output = module.call(input);
            scope.DisposablesView.Should().ContainSingle().Which.Should().BeSameAs(output);
            output.Should().NotBeSameAs(input);
            output.Dispose();
            input.IsInvalid.Should().BeFalse("a result's end must not end the input");
            input.sum().item<float>();
        }
    }
}
