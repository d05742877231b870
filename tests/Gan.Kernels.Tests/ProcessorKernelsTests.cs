using Gan.Kernels.Tests.Convolutions;
using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests;

/// <summary>Which convolutions the kernels take, and how their results lie.</summary>
public sealed class ProcessorKernelsTests : IDisposable
{
    private static readonly Convolving Halving = new(false, 2, 1);
    private static readonly Convolving Doubling = new(true, 2, 1);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Outputs_lie_as_input_or_weight_ask_for()
    {
        var x = randn(16, 32, 16, 16);
        var w = randn(32, 32, 4, 4);
        var image = randn(16, 3, 16, 16);
        var first = randn(32, 3, 4, 4);
        Halving
            .Try(x, w)
            .Should()
            .BeNull("both are contiguous, and code that calls view on the output is right with libtorch");
        Doubling.Try(x, w).Should().BeNull();
        Halving.Try(image, first).Should().BeNull();
        IsLaid(Halving.Fast(Laid(x), w)).Should().BeTrue();
        IsLaid(Halving.Fast(x, Laid(w))).Should().BeTrue();
        IsLaid(Halving.Fast(image, Laid(first))).Should().BeTrue();
        IsLaid(Doubling.Fast(x, Laid(w))).Should().BeTrue();
        Doubling.Fast(x, first).is_contiguous().Should().BeTrue("an image is contiguous however weights lie");
        Doubling.Fast(x, Laid(first)).is_contiguous().Should().BeTrue();
    }

    [Fact]
    public void One_channel_or_one_pixel_does_not_ask_for_channels_last()
    {
        Halving.Try(randn(16, 1, 16, 16), randn(32, 1, 4, 4)).Should().BeNull();
        Halving.Try(randn(16, 1, 16, 16), empty([32, 4, 4, 1]).permute(0, 3, 1, 2)).Should().NotBeNull();
        new Convolving(true, 1, 0).Try(randn(16, 32, 1, 1), randn(32, 32, 4, 4)).Should().BeNull();
    }

    [Fact]
    public void An_output_can_be_changed_in_place_as_layers_do()
    {
        manual_seed(1); // an output within rounding of 0 would have another slope on each side
        var x = randn(16, 32, 16, 16).requires_grad_();
        var w = Laid(randn([32, 32, 4, 4], float64)).requires_grad_();
        foreach (var convolving in new[] { Halving, Doubling })
        {
            var fast = autograd.grad([functional.leaky_relu(convolving.Fast(x, w), 0.2, inplace: true).sum()], [x, w]);
            var slow = autograd.grad([functional.leaky_relu(convolving.ByTorch(x, w), 0.2).sum()], [x, w]);
            for (var i = 0; i < 2; i++)
            {
                Norm(fast[i] - slow[i]).Should().BeLessThan(1e-5 * Norm(slow[i]));
            }
        }
    }

    [Fact]
    public void What_gains_nothing_or_does_not_fit_is_left_to_libtorch()
    {
        var x = Laid(randn([16, 32, 16, 16], float64));
        var w = Laid(randn([32, 32, 4, 4], float64));
        Halving.Try(x, w).Should().NotBeNull();
        Halving.Try(x.to(float64), w.to(float64)).Should().BeNull("doubles");
        Halving.Try(x.to(bfloat16), w.to(bfloat16)).Should().BeNull("bfloat16");
        Halving.Try(x[..7], w).Should().BeNull("few images");
        Halving.Try(x[.., ..16], w).Should().BeNull("groups, or an error");
        Halving
            .Try(Laid(randn([16, 48, 16, 16], float64)), Laid(randn([32, 48, 4, 4], float64)))
            .Should()
            .BeNull("half a panel");
        Halving.Try(x, Laid(randn([32, 32, 4, 3], float64))).Should().BeNull("no square");
        Halving.Try(x, w, randn(31)).Should().BeNull("a bias of another size");
        Halving.Try(x[..0], w).Should().BeNull("no images");
        new Convolving(false, 3, 1).Try(x, w).Should().BeNull("another stride");
        new Convolving(false, 0, 1).Try(x, w).Should().BeNull("no stride");
        new Convolving(false, 2, -1).Try(x, w).Should().BeNull("negative padding");
        new Convolving(false, 1, 0)
            .Try(Laid(randn([16, 3, 3, 3], float64)), Laid(randn([32, 3, 4, 4], float64)))
            .Should()
            .BeNull("windows larger than the image");
        new Convolving(true, 2, 1, 2).Try(x, w).Should().BeNull("more output padding than stride");
        new Convolving(true, 2, 20).Try(x, w).Should().BeNull("nothing left");
        var kernels = new ProcessorKernels();
        kernels.Conv2d(x, w, null, [2, 1], [1, 1]).Should().BeNull("two strides");
        kernels.Conv2d(x, w, null, [2, 2], [1, 0]).Should().BeNull("two paddings");
    }

    [Theory]
    [InlineData(32, 64, 4, 2, 1, 1, true)]
    [InlineData(32, 32, 3, 1, 1, 1, true)]
    [InlineData(64, 32, 5, 2, 1, 1, true)]
    [InlineData(48, 32, 5, 2, 1, 1, false)]
    [InlineData(32, 32, 3, 2, 1, 1, false)]
    [InlineData(32, 32, 3, 1, 2, 1, false)]
    [InlineData(32, 32, 3, 1, 1, 2, false)]
    [InlineData(1024, 1024, 3, 1, 1, 1, false)]
    public void Layers_that_are_filtered_are_as_fast_in_float32(
        long channels,
        long features,
        long kernel,
        long stride,
        long dilation,
        long groups,
        bool fast
    )
    {
        using var down = Conv2d(channels, features, kernel, stride: stride, dilation: dilation, groups: groups);
        using var up = ConvTranspose2d(channels, features, kernel, stride: stride, dilation: dilation, groups: groups);
        var kernels = new ProcessorKernels();
        kernels.IsFastInFloat32(down).Should().Be(fast);
        kernels.IsFastInFloat32(up).Should().Be(fast);
    }

    private static bool IsLaid(Tensor tensor) => tensor.permute(0, 2, 3, 1).is_contiguous();
}
