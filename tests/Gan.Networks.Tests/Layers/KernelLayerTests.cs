using TorchSharp;
using TorchSharp.Modules;
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

    [KernelsTheory]
    [InlineData("convolution")]
    [InlineData("transposed")]
    public void The_kernels_answer_a_convolution_that_is_laid_out_with_its_channels_innermost(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = Make(kind);
        var plain = layer.call(input);

        var taken = new NetworkSpec([1, 8, 8], 8).InPrecision(layer, channelsLast: true);

        taken.Should().BeOfType<KernelLayer>();
        var result = taken.call(input);
        Answer(layer, input).Should().NotBeNull("otherwise this compares libtorch with itself");
        result.equal(Answer(layer, input)!).all().item<bool>().Should().BeTrue("the layer gives the kernels' answer");
        result.allclose(plain, 1e-4, 1e-5).Should().BeTrue();
        layer.call(input).allclose(plain, 1e-4, 1e-5).Should().BeTrue("the layer that was given stays usable");
    }

    [Theory]
    [InlineData("convolution")]
    [InlineData("transposed")]
    public void Without_being_asked_the_maps_lie_as_they_came(string kind)
    {
        using var scope = NewDisposeScope();
        var (layer, input) = Make(kind);
        var maps = new NetworkSpec([1, 8, 8], 8).InPrecision(layer).call(input);
        maps.view(-1).equal(maps.flatten()).all().item<bool>().Should().BeTrue("networks of one's own may call view");
    }

    [Fact]
    public void Whoever_holds_a_weight_already_keeps_it()
    {
        using var scope = NewDisposeScope();
        var layer = Conv2d(32, 32, 3);
        var held = layer.weight;
        var spec = new NetworkSpec([1, 8, 8], 8);
        var numbers = held.detach().clone();
        var first = spec.InPrecision(layer, channelsLast: true);
        var second = spec.InPrecision(layer, channelsLast: true);
        first.parameters().First().Should().BeSameAs(held);
        second.parameters().First().Should().BeSameAs(held);
        held.equal(numbers).all().item<bool>().Should().BeTrue();
        held.permute(0, 2, 3, 1).is_contiguous().Should().BeTrue();
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
            ReLU(),
            BatchNorm1d(4),
            Conv1d(4, 4, 3),
            ConvTranspose2d(4, 4, 3, groups: 2),
            Conv2d(4, 4, 3, padding_mode: PaddingModes.Reflect),
        ];
        foreach (var layer in others)
        {
            KernelLayer.Of(layer).Should().BeSameAs(layer);
        }
    }

    // What the kernels say by themselves; null where they leave it to libtorch.
    private static Tensor? Answer(Module<Tensor, Tensor> layer, Tensor input) =>
        layer is Conv2d forwards
            ? LayerKernels.Current!.Conv2d(input, forwards.weight!, forwards.bias, [2, 2], [1, 1])
            : Transposed((ConvTranspose2d)layer, input);

    private static Tensor? Transposed(ConvTranspose2d layer, Tensor input) =>
        LayerKernels.Current!.ConvTranspose2d(input, layer.weight!, layer.bias, [2, 2], [2, 2], [1, 1]);

    private static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string kind) =>
        kind switch
        {
            "linear" => (Linear(24, 40), randn(16, 24)),
            "convolution" => (Conv2d(32, 64, 4, stride: 2, padding: 1), randn(32, 32, 16, 16)),
            _ => (ConvTranspose2d(64, 32, 5, stride: 2, padding: 2, output_padding: 1), randn(32, 64, 8, 8)),
        };
}
