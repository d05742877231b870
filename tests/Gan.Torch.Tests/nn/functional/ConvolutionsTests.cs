using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn.Functional;

/// <summary>Float tensors on the CPU take another way through libtorch than doubles do; both must agree.</summary>
public sealed class ConvolutionsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ConvolutionsTests() => manual_seed(3);

    public static TheoryData<long, long, long, long, long> Shapes => new()
    {
        // kernel, stride, padding, output padding, size
        { 4, 2, 1, 0, 5 }, { 5, 2, 2, 1, 7 }, { 3, 1, 1, 0, 6 }, { 4, 1, 0, 0, 1 }, { 2, 3, 0, 2, 4 }, { 1, 1, 0, 0, 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transposed_convolution_of_floats_agrees_with_doubles_up_to_the_second_gradient(long kernel, long stride, long padding, long extra, long size)
    {
        Tensor x = randn([2, 3, size, size], float64), w = randn([3, 4, kernel, kernel], float64), b = randn([4], float64);
        var fast = Run(x.to(float32), w.to(float32), b.to(float32), stride, padding, extra);
        var exact = Run(x, w, b, stride, padding, extra);
        for (var i = 0; i < exact.Length; i++)
            fast[i].to(float64).allclose(exact[i], rtol: 1e-3, atol: 1e-3 * exact[i].abs().max().item<double>()).Should().BeTrue("result {0}", i);
    }

    /// <summary>libtorch 1.13's own operator takes no bfloat16 here; up to four channels are left to it.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Transposed_convolution_of_bfloat16_rounds_what_doubles_give(bool inside, bool biased)
    {
        // A quarter of a power of two is the same in both types.
        Tensor Coarse(params long[] shape) => randint(-8, 9, shape, float64) / 4;
        Tensor x = Coarse(2, 6, 5, 4), w = Coarse(6, 5, 4, 4), b = Coarse(5);
        Tensor Narrow(Tensor t) => inside && t.dim() == 4 ? empty([t.size(0), t.size(2), t.size(3), t.size(1)], bfloat16).copy_(t.permute(0, 2, 3, 1)).permute(0, 3, 1, 2) : t.to(bfloat16);
        var exact = functional.conv_transpose2d(x, w, biased ? b : null, [2, 2], [1, 1], [1, 1]);
        var narrow = functional.conv_transpose2d(Narrow(x), Narrow(w), biased ? Narrow(b) : null, [2, 2], [1, 1], [1, 1]);
        narrow.dtype.Should().Be(bfloat16);
        narrow.shape.Should().Equal(exact.shape);
        ((narrow.to(float64) - exact).abs().max() / exact.abs().max()).item<double>().Should().BeLessThan(1.0 / 128);
    }

    /// <summary>Sixty geometries at random; channels of an image and of feature maps, weights laid out both ways, against the plain operators on doubles.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_way_through_the_engine_agrees_with_the_plain_operators_to_1e_5(bool transposed)
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            using var inner = NewDisposeScope();
            long channels = random.Next(1, 8), maps = random.Next(2) == 0 ? 8 * random.Next(1, 6) : random.Next(1, 40), kernel = random.Next(1, 7), stride = random.Next(1, 4), batch = random.Next(1, 5);
            long padding = random.Next(0, (int)kernel), extra = random.Next(0, (int)stride), height = random.Next((int)kernel, 14), width = random.Next((int)kernel, 14);
            Tensor x = randn([batch, transposed ? maps : channels, height, width], float64), w = randn([maps, channels, kernel, kernel], float64);
            var b = randn([transposed ? channels : maps], float64);
            if (transposed && ((Math.Min(height, width) - 1) * stride) - (2 * padding) + kernel + extra < 1) continue;
            var inside = random.Next(2) == 0;
            Tensor Laid(Tensor t) => inside ? empty([t.size(0), t.size(2), t.size(3), t.size(1)]).copy_(t.permute(0, 2, 3, 1)).permute(0, 3, 1, 2) : t.to(float32);
            Tensor[] Results(Tensor x, Tensor w, Tensor b) => Run(x, w, b, (a, v, c) => transposed
                ? functional.conv_transpose2d(a, v, c, [stride, stride], [padding, padding], [extra, extra])
                : functional.conv2d(a, v, c, [stride, stride], [padding, padding]));
            var (fast, exact) = (Results(x.to(float32), Laid(w), b.to(float32)), Results(x, w, b));
            for (var r = 0; r < exact.Length; r++)
                (fast[r].to(float64) - exact[r]).norm().item<double>().Should().BeLessThan(1e-5 * exact[r].norm().item<double>() + 1e-12,
                    "result {0} of x {1}, w {2}, stride {3}, padding {4}, channels last: {5}", r, string.Join('x', x.shape), string.Join('x', w.shape), stride, padding, inside);
        }
    }

    /// <summary>The engine's ways: with and without bias, gradients of both, one or none of the two, of the bias alone, and what does not fit.</summary>
    [Theory]
    [InlineData(1, 24, 5, 2, 3)]
    [InlineData(3, 16, 4, 2, 3)]
    [InlineData(32, 64, 4, 2, 20)]
    [InlineData(32, 32, 5, 1, 20)]
    [InlineData(64, 32, 5, 2, 20)]
    [InlineData(32, 32, 3, 1, 20)]
    public void Whatever_asks_for_a_gradient_the_engines_ways_agree_with_the_plain_operators(long channels, long maps, long kernel, long stride, long batch)
    {
        Tensor image = randn([batch, channels, 9, 10], float64), made = randn([batch, maps, 9, 10], float64), w = randn([maps, channels, kernel, kernel], float64);
        var laid = empty([maps, kernel, kernel, channels]).copy_(w.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
        foreach (var transposed in new[] { false, true })
            foreach (var (toX, toW, toBias, biased) in new[] { (true, true, false, false), (true, false, false, true), (false, true, false, false), (false, false, true, true), (true, true, true, true) })
            {
                using var inner = NewDisposeScope();
                var b = randn([transposed ? channels : maps], float64);
                Tensor[] Results(Tensor x, Tensor w, Tensor b)
                {
                    Tensor a = x.detach().requires_grad_(toX), v = w.detach().requires_grad_(toW), c = b.detach().requires_grad_(toBias);
                    var y = transposed
                        ? functional.conv_transpose2d(a, v, biased ? c : null, [stride, stride], [1, 1])
                        : functional.conv2d(a, v, biased ? c : null, [stride, stride], [1, 1]);
                    (y * y.detach()).sum().backward();
                    return [y.detach(), .. new[] { a, v, c }.Select(t => t.grad).OfType<Tensor>()];
                }
                var x = transposed ? made : image;
                var (fast, exact) = (Results(x.to(float32), laid, b.to(float32)), Results(x, w, b));
                fast.Should().HaveSameCount(exact);
                for (var i = 0; i < exact.Length; i++)
                {
                    // The bias's gradient is a sum that nearly cancels, so its rounding is that of what it sums.
                    var scale = toBias && i == exact.Length - 1 ? exact[0].abs().sum() : exact[i].norm();
                    (fast[i].to(float64) - exact[i]).norm().item<double>().Should().BeLessThan(1e-5 * scale.item<double>(),
                        "result {0}, transposed {1}, gradients of input {2}, weight {3}, bias {4}", i, transposed, toX, toW, toBias);
                }
            }
    }

    [Fact]
    public void Windows_larger_than_the_image_are_refused()
    {
        var tooSmall = () => functional.conv2d(randn(2, 1, 3, 3), empty([4, 4, 4, 1]).permute(0, 3, 1, 2), null, [2, 2], [0, 0]);
        tooSmall.Should().Throw<ExternalException>("windows larger than the image");
    }

    [Fact]
    public void Only_weights_or_inputs_laid_out_channels_last_make_outputs_so()
    {
        Tensor x = randn(2, 3, 8, 8), w = randn(16, 3, 4, 4);
        functional.conv2d(x, w, null, [2, 2], [1, 1]).is_contiguous().Should().BeTrue("code that calls view on it is right with TorchSharp");
        var laid = w.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        functional.conv2d(x, laid, null, [2, 2], [1, 1]).permute(0, 2, 3, 1).is_contiguous().Should().BeTrue();
        functional.conv_transpose2d(randn(2, 16, 4, 4), w, null, [2, 2], [1, 1]).is_contiguous().Should().BeTrue();
    }

    [Theory]
    [InlineData(1, 5, 4, 4, 3)] // channels
    [InlineData(3, 4, 0, 4, 3)] // no stride
    [InlineData(3, 4, 2, 4, 3)] // output padding too large
    [InlineData(3, 0, 2, 1, 3)] // no kernel
    public void What_does_not_fit_is_refused_with_the_shapes(long channels, long kernel, long stride, long extra, long weightChannels)
    {
        var act = () => functional.conv_transpose2d(randn(2, channels, 4, 4), randn([weightChannels, 2, kernel, kernel]), null, [stride, stride], null, [extra, extra]);
        act.Should().Throw<ExternalException>().WithMessage($"*conv_transpose2d*{channels}, 4, 4]*");
    }

    [Fact]
    public void An_output_size_picks_the_output_padding()
    {
        using var layer = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);
        layer.forward(randn(1, 2, 4, 4), [8, 8]).shape.Should().Equal(1, 3, 8, 8);
        layer.forward(randn(1, 2, 4, 4), [7, 8]).shape.Should().Equal(1, 3, 7, 8);
        var tooLarge = () => layer.forward(randn(1, 2, 4, 4), [9, 8]);
        tooLarge.Should().Throw<ArgumentException>().WithMessage("*from 7 to 8*");
    }

    public void Dispose() => scope.Dispose();

    private static Tensor[] Run(Tensor x, Tensor w, Tensor b, long stride, long padding, long extra) =>
        Run(x, w, b, (a, v, c) => functional.conv_transpose2d(a, v, c, [stride, stride], [padding, padding], [extra, extra]));

    private static Tensor[] Run(Tensor x, Tensor w, Tensor b, Func<Tensor, Tensor, Tensor, Tensor> convolve)
    {
        (x, w, b) = (x.detach().requires_grad_(), w.detach().requires_grad_(), b.detach().requires_grad_());
        var y = convolve(x, w, b);
        var first = autograd.grad([y.pow(2).sum()], [x, w, b], create_graph: true, retain_graph: true);
        var second = autograd.grad([first[0].pow(2).sum() + first[1].pow(2).sum()], [x, w]);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }
}
