using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.Parts;

/// <summary>Layers computed from their weights alone beside the layers themselves, with every option that they
/// have.</summary>
public sealed class LayerOperationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public LayerOperationTests() => manual_seed(2);

    public void Dispose() => scope.Dispose();

    public static TheoryData<string> Kinds =>
        [
            "linear",
            "strided and padded",
            "dilated",
            "grouped",
            "without bias",
            "of unlike sides",
            "transposed",
            "transposed and dilated",
        ];

    private static (Module<Tensor, Tensor> Layer, Tensor Input) Make(string kind) =>
        kind switch
        {
            "linear" => (Linear(7, 5), randn(3, 7)),
            "strided and padded" => (Conv2d(4, 6, 3, stride: 2, padding: 1), randn(2, 4, 9, 8)),
            "dilated" => (Conv2d(4, 6, 3, padding: 2, dilation: 2), randn(2, 4, 9, 8)),
            "grouped" => (Conv2d(4, 6, 3, groups: 2), randn(2, 4, 9, 8)),
            "without bias" => (Conv2d(4, 6, 3, bias: false), randn(2, 4, 9, 8)),
            "of unlike sides" => (Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 1)), randn(2, 4, 9, 8)),
            "transposed" => (ConvTranspose2d(4, 6, 4, stride: 2, padding: 1, output_padding: 1), randn(2, 4, 5, 6)),
            _ => (ConvTranspose2d(4, 6, 3, stride: 2, dilation: 2), randn(2, 4, 5, 6)),
        };

    private static SpectralNorm Normalised(Module<Tensor, Tensor> layer) =>
        layer switch
        {
            Linear linear => new SpectralNorm(linear),
            Conv2d convolution => new SpectralNorm(convolution),
            _ => new SpectralNorm((ConvTranspose2d)layer),
        };

    private static MixedPrecisionLayer Mixed(Module<Tensor, Tensor> layer) =>
        layer switch
        {
            Linear linear => new MixedPrecisionLayer(linear),
            Conv2d convolution => new MixedPrecisionLayer(convolution),
            _ => new MixedPrecisionLayer((ConvTranspose2d)layer),
        };

    [Theory, MemberData(nameof(Kinds))]
    public void It_is_what_the_layer_computes(string kind)
    {
        var (layer, input) = Make(kind);
        var wide = layer.to(float64);
        var expected = wide.call(input.to(float64));
        Mixed(wide).call(input.to(float64)).allclose(expected, 1e-12, 1e-12).Should().BeTrue();
    }

    // A layer is linear in its weight, which spectral normalisation divides by its largest singular value.
    [Theory, MemberData(nameof(Kinds))]
    public void Another_weight_takes_the_place_of_the_layers_own_with_the_kernels_and_without(string kind)
    {
        var (layer, input) = Make(kind);
        var weight = layer.get_parameter("weight")!.detach();
        var matrix = (layer is ConvTranspose2d ? weight.transpose(0, 1) : weight).flatten(1);
        var largest = linalg.svdvals(matrix.to(float64)).max();
        var zero = layer.call(zeros_like(input));
        var expected = (layer.call(input) - zero) / largest.to(float32) + zero;
        var normalised = Normalised(layer);
        normalised.eval();
        foreach (var kernels in new[] { true, false })
        {
            using var use = LayerKernels.Use(kernels);
            normalised.call(input).allclose(expected, 1e-4, 1e-5).Should().BeTrue("with kernels: {0}", kernels);
        }
    }
}
