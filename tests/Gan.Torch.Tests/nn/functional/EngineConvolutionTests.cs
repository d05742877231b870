using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn.Functional;

/// <summary>The convolutions of the engine (native/winograd.cpp, native/images.cpp) against the plain operators on doubles, and against itself on other threads and batches.</summary>
public sealed class EngineConvolutionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public EngineConvolutionTests() => manual_seed(5);

    /// <summary>Kernel and stride: one method each, and for maps smaller than 8 x 8 a fifth.</summary>
    public static TheoryData<int, int, bool> Methods
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            foreach (var (kernel, stride) in new[] { (4, 2), (5, 1), (5, 2), (3, 1) })
            {
                data.Add(kernel, stride, false);
                data.Add(kernel, stride, true);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Outputs_and_first_and_second_gradients_agree_with_doubles_to_1e_5(int kernel, int stride, bool transposed)
    {
        var random = new Random((31 * kernel) + stride);
        for (var i = 0; i < 5; i++)
        {
            using var inner = NewDisposeScope();
            long channels = 32 * random.Next(1, 3), features = 32 * random.Next(1, 4), padding = random.Next(0, kernel);
            long extra = transposed ? random.Next(0, stride) : 0, height = random.Next(kernel, 15), width = random.Next(kernel, 15), batch = random.Next(17, 30);
            if (transposed) (height, width) = ((height / stride) + 2, (width / stride) + 2);
            Tensor x = randn([batch, transposed ? features : channels, height, width], float64), w = randn([features, channels, kernel, kernel], float64);
            var bias = randn([transposed ? channels : features], float64);
            Tensor Convolve(Tensor a, Tensor v, Tensor c) => transposed
                ? functional.conv_transpose2d(a, v, c, [stride, stride], [padding, padding], [extra, extra])
                : functional.conv2d(a, v, c, [stride, stride], [padding, padding]);
            var exact = Results(x, w, bias, Convolve);
            var fast = Results(x.to(float32), Laid(w), bias.to(float32), Convolve);
            for (var r = 0; r < exact.Length; r++)
                (fast[r].to(float64) - exact[r]).norm().item<double>().Should().BeLessThan(1e-5 * exact[r].norm().item<double>() + 1e-12,
                    "result {0} of x {1}, w {2}, padding {3}, output padding {4}", r, string.Join('x', x.shape), string.Join('x', w.shape), padding, extra);
        }
    }

    /// <summary>
    /// Without this the tests here could pass by never meeting the filtering. It alone carries a number that is not finite beyond the windows that hold it, to the
    /// rest of a tile.
    /// </summary>
    [Theory]
    [InlineData(4, 2, 6)]
    [InlineData(5, 1, 6)]
    [InlineData(5, 2, 8)]
    [InlineData(3, 1, 4)]
    public void The_filtering_is_what_runs_here(int kernel, int stride, int beyond)
    {
        if (!Avx2.IsSupported) return; // elsewhere libtorch's operators do the work
        Tensor x = randn(32, 32, 32, 32), made = randn(32, 32, 16, 16), w = Laid(randn([32, 32, kernel, kernel], float64));
        x[0, 0, stride, stride] = float.NaN; // in the windows of the outputs 0 and 1; a tile has 4
        made[0, 0, 1, 1] = float.NaN; // makes the places from one stride to kernel more
        functional.conv2d(x, w, null, [stride, stride])[0, 0, 3, 3].isnan().item<bool>().Should().BeTrue();
        functional.conv_transpose2d(made, w, null, [stride, stride])[0, 0, beyond, beyond].isnan().item<bool>().Should().BeTrue();
        functional.conv2d(x, w.contiguous(), null, [stride, stride])[0, 0, 3, 3].isnan().item<bool>().Should().BeFalse("libtorch's operator takes weights laid out otherwise");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Neither_the_number_of_threads_nor_the_rest_of_the_batch_changes_a_bit(int kernel, int stride, bool transposed)
    {
        if (!Avx2.IsSupported) return; // oneDNN promises neither
        Tensor x = randn(40, 32, 9, 9), w = Laid(randn([64, 32, kernel, kernel], float64)), bias = randn(transposed ? 32 : 64);
        if (transposed) x = randn(40, 64, 9, 9);
        Tensor Convolve(Tensor a, Tensor v, Tensor c) => transposed
            ? functional.conv_transpose2d(a, v, c, [stride, stride], [1, 1])
            : functional.conv2d(a, v, c, [stride, stride], [1, 1]);
        var threads = get_num_threads();
        var together = Results(x, w, bias, Convolve);
        try
        {
            set_num_threads(1);
            var alone = Results(x, w, bias, Convolve);
            for (var i = 0; i < alone.Length; i++) alone[i].equal(together[i]).all().item<bool>().Should().BeTrue("result {0}", i);
        }
        finally { set_num_threads(threads); }
        Convolve(x[..24], w, bias).equal(together[0][..24]).all().item<bool>().Should().BeTrue("each image is computed by itself");
    }

    /// <summary>Images of one to four channels take a way of their own, with kernels up to 8 x 8.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolutions_of_images_agree_with_doubles_to_1e_5_and_do_not_depend_on_threads_or_batch(bool transposed)
    {
        var random = new Random(13);
        var threads = get_num_threads();
        for (var i = 0; i < 40; i++)
        {
            using var inner = NewDisposeScope();
            long channels = random.Next(1, 5), features = 8 * random.Next(1, 9), kernel = random.Next(2, 9), stride = random.Next(1, 4), batch = random.Next(1, 21);
            long padding = random.Next(0, (int)kernel), extra = random.Next(0, (int)stride), height = random.Next((int)kernel, 24), width = random.Next((int)kernel, 24);
            if (transposed && ((Math.Min(height, width) - 1) * stride) - (2 * padding) + kernel + extra < 1) continue;
            Tensor x = randn([batch, transposed ? features : channels, height, width], float64), w = randn([features, channels, kernel, kernel], float64);
            var bias = randn([transposed ? channels : features], float64);
            Tensor Convolve(Tensor a, Tensor v, Tensor c) => transposed
                ? functional.conv_transpose2d(a, v, c, [stride, stride], [padding, padding], [extra, extra])
                : functional.conv2d(a, v, c, [stride, stride], [padding, padding]);
            var exact = Results(x, w, bias, Convolve);
            var fast = Results(x.to(float32), Laid(w), bias.to(float32), Convolve);
            try
            {
                set_num_threads(1);
                var alone = Results(x.to(float32), Laid(w), bias.to(float32), Convolve);
                for (var r = 0; r < exact.Length; r++)
                {
                    var why = $"result {r} of x {string.Join('x', x.shape)}, w {string.Join('x', w.shape)}, stride {stride}, padding {padding}, output padding {extra}";
                    // The bias's gradient is a sum that nearly cancels, so its rounding is that of what it sums.
                    var scale = r == 3 ? 2 * exact[0].abs().sum().item<double>() : exact[r].norm().item<double>();
                    (fast[r].to(float64) - exact[r]).norm().item<double>().Should().BeLessThan((1e-5 * scale) + 1e-12, why);
                    if (Avx2.IsSupported && r != 3) fast[r].equal(alone[r]).all().item<bool>().Should().BeTrue(why); // 3: the bias's gradient is libtorch's sum
                }
            }
            finally { set_num_threads(threads); }
            if (!Avx2.IsSupported) continue;
            var last = Convolve(x[((int)batch - 1)..].to(float32), Laid(w), bias.to(float32));
            last.equal(fast[0][((int)batch - 1)..]).all().item<bool>().Should().BeTrue("each image is computed by itself");
        }
    }

    [Fact]
    public void Numbers_that_are_not_finite_reach_the_outputs()
    {
        var x = randn(64, 32, 8, 8);
        x[5, 3, 2, 2] = float.NaN;
        var y = functional.conv2d(x, Laid(randn([32, 32, 4, 4], float64)), null, [2, 2], [1, 1]);
        y[5].isnan().any().item<bool>().Should().BeTrue();
        y[4].isfinite().all().item<bool>().Should().BeTrue();
        y[6].isfinite().all().item<bool>().Should().BeTrue();
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Laid(Tensor w) => empty([w.size(0), w.size(2), w.size(3), w.size(1)]).copy_(w.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);

    private static Tensor[] Results(Tensor x, Tensor w, Tensor b, Func<Tensor, Tensor, Tensor, Tensor> convolve)
    {
        (x, w, b) = (x.detach().requires_grad_(), w.detach().requires_grad_(), b.detach().requires_grad_());
        var y = convolve(x, w, b);
        var first = autograd.grad([y.pow(2).sum()], [x, w, b], create_graph: true, retain_graph: true);
        var second = autograd.grad([first[0].pow(2).sum() + first[1].pow(2).sum()], [x, w]);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }
}
