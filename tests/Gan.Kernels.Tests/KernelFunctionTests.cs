using System.Runtime.InteropServices;
using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests;

/// <summary>What goes wrong in a kernel's backward pass is thrown afterwards, and the process goes on.</summary>
public sealed class KernelFunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    [Fact]
    public void A_weight_that_was_changed_after_a_convolution_is_an_exception()
    {
        var x = randn(16, 32, 16, 16).requires_grad_();
        var w = Laid(randn([32, 32, 4, 4], float64)).requires_grad_();
        var y = kernels.Conv2d(x, w, null, [2, 2], [1, 1])!;
        Refused(y, () => w.add_(1), () => kernels.Conv2d(x, w, null, [2, 2], [1, 1])!);
    }

    [Fact]
    public void A_weight_that_was_changed_after_a_maxout_layer_is_an_exception()
    {
        var x = randn(90, 30).requires_grad_();
        var w = randn(350, 30).requires_grad_();
        var b = randn(350).requires_grad_();
        Refused(kernels.Maxout(x, w, b, 5)!, () => w.add_(1), () => kernels.Maxout(x, w, b, 5)!);
    }

    private static void Refused(Tensor result, Action change, Func<Tensor> again)
    {
        using (no_grad())
        {
            change();
        }
        result.sum().backward();
        var ask = LayerKernels.ThrowIfFailed;
        ask.Should().Throw<ExternalException>().WithMessage("*modified by an inplace operation*");
        ask.Should().NotThrow("it is thrown once");
        var other = again();
        using (no_grad())
        {
            change();
        }
        other.sum().backward();
        again.Should().Throw<ExternalException>("the next kernel throws it where nobody asked");
        again().sum().backward();
        ask.Should().NotThrow();
    }

    [Fact]
    public void A_layer_goes_on_after_inference_mode()
    {
        var x = randn(16, 32, 16, 16);
        var w = Laid(randn([32, 32, 4, 4], float64));
        Tensor Maps() => kernels.Conv2d(x, w, null, [2, 2], [1, 1])!;
        Tensor before;
        using (inference_mode())
        {
            before = Maps();
        }
        Maps().eq(before).all().ToBoolean().Should().BeTrue();
        w.requires_grad_();
        Maps().sum().backward();
        LayerKernels.ThrowIfFailed();
        w.grad.Should().NotBeNull();
    }

    public void Dispose() => scope.Dispose();
}
