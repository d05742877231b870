using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.Parts;

public sealed class KernelLayerTests
{
    public static TheoryData<string> Layers => ["linear", "convolution", "transposed"];

    [Theory, MemberData(nameof(Layers))]
    public void It_gives_what_the_layer_gives_whose_weights_it_took_over(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = Make(kind);
        var expected = layer.call(input);
        KernelLayer.Of(layer).call(input).allclose(expected, 1e-4, 1e-5).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Layers))]
    public void Its_weights_have_the_layer_s_names_and_are_the_same_tensors(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, _) = Make(kind);
        var names = layer.named_parameters().Select(p => p.name).ToArray();
        var taken = KernelLayer.Of(layer);
        taken.named_parameters().Select(p => p.name).Should().BeEquivalentTo(names);
        taken.parameters().Select(p => p.Handle).Should().BeEquivalentTo(layer.parameters().Select(p => p.Handle));
    }

    [Fact]
    public void Layers_that_their_weights_do_not_tell_come_back_as_they_are()
    {
        using var scope = NewDisposeScope();
        Module<Tensor, Tensor>[] others =
        [
            ReLU(), BatchNorm1d(4), Conv1d(4, 4, 3), ConvTranspose2d(4, 4, 3, groups: 2), Conv2d(4, 4, 3, padding_mode: PaddingModes.Reflect),
        ];
        foreach (var layer in others) KernelLayer.Of(layer).Should().BeSameAs(layer);
    }

    private static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string kind) => kind switch
    {
        "linear" => (Linear(24, 40), randn(16, 24)),
        "convolution" => (Conv2d(32, 64, 4, stride: 2, padding: 1), randn(8, 32, 16, 16)),
        _ => (ConvTranspose2d(64, 32, 5, stride: 2, padding: 2, output_padding: 1), randn(8, 64, 8, 8)),
    };
}
