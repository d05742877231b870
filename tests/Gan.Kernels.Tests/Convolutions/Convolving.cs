using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>A convolution, or a transposed one, by the kernels and by libtorch.</summary>
internal sealed record Convolving(bool Transposed, long Stride, long Padding, long Extra = 0)
{
    private static readonly ProcessorKernels Kernels = new();

    /// <summary>By the kernels; null where they leave it to libtorch.</summary>
    internal Tensor? Try(Tensor x, Tensor w, Tensor? b = null) =>
        Transposed
            ? Kernels.ConvTranspose2d(x, w, b, [Stride, Stride], [Padding, Padding], [Extra, Extra])
            : Kernels.Conv2d(x, w, b, [Stride, Stride], [Padding, Padding]);

    internal Tensor Fast(Tensor x, Tensor w, Tensor? b = null)
    {
        var y = Try(x, w, b);
        y.Should().NotBeNull("{0} takes x {1} and w {2}", this, string.Join('x', x.shape), string.Join('x', w.shape));
        return y!;
    }

    internal Tensor ByTorch(Tensor x, Tensor w, Tensor? b = null) =>
        Transposed
            ? functional.conv_transpose2d(x, w, b, [Stride, Stride], [Padding, Padding], [Extra, Extra])
            : functional.conv2d(x, w, b, [Stride, Stride], [Padding, Padding]);

    /// <summary>Output, gradients of x, w and bias, and second gradients of x and w.</summary>
    internal static Tensor[] Results(Tensor x, Tensor w, Tensor b, Func<Tensor, Tensor, Tensor, Tensor> convolve)
    {
        x = x.detach().requires_grad_();
        w = w.detach().requires_grad_();
        b = b.detach().requires_grad_();
        var y = convolve(x, w, b);
        var first = autograd.grad([y.pow(2).sum()], [x, w, b], retain_graph: true, create_graph: true);
        var penalty = first[0].pow(2).sum() + first[1].pow(2).sum();
        var second = autograd.grad([penalty], [x, w]);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }

    /// <summary>The same numbers as floats, with the channels innermost.</summary>
    internal static Tensor Laid(Tensor w) =>
        empty([w.size(0), w.size(2), w.size(3), w.size(1)]).copy_(w.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);

    internal static double Norm(Tensor x) => x.to(float64).norm().item<double>();

    internal static bool Equal(Tensor a, Tensor b) => a.equal(b).all().item<bool>();

    internal static void ShouldAgree(Tensor[] fast, Tensor[] exact, string why)
    {
        for (var r = 0; r < exact.Length; r++)
        {
            fast[r].shape.Should().Equal(exact[r].shape, why);
            // The bias's gradient is a sum that nearly cancels, so its rounding is that of what it sums.
            var scale = r == 3 ? 2 * exact[0].abs().sum().item<double>() : Norm(exact[r]);
            Norm(fast[r].to(float64) - exact[r])
                .Should()
                .BeLessThan((1e-5 * scale) + 1e-12, "result {0} of {1}", r, why);
        }
    }

    /// <summary>What libtorch and the kernels give on so many threads.</summary>
    internal static Tensor[] OnThreads(int threads, Func<Tensor[]> results)
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(threads);
            return results();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
