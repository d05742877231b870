using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>
/// The kernels' convolutions against libtorch's operators on doubles, and against themselves on other threads and
/// batches.
/// </summary>
public sealed class ConvolutionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ConvolutionTests() => manual_seed(5);

    /// <summary>
    /// Kernel, stride, and whether it is transposed: one method each, and for maps smaller than 8 x 8 a fifth.
    /// </summary>
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

    public static TheoryData<bool> Directions => [false, true];

    public void Dispose() => scope.Dispose();

    [Theory]
    [WidthData(nameof(Methods), 128), WidthData(nameof(Methods), 256), WidthData(nameof(Methods), 512)]
    public void Outputs_and_first_and_second_gradients_agree_with_doubles_to_1e_5(
        int kernel,
        int stride,
        bool transposed,
        int width
    )
    {
        using var forced = VectorWidth.Force(width);
        var random = new Random((31 * kernel) + stride);
        for (var i = 0; i < 5; i++)
        {
            using var inner = NewDisposeScope();
            long channels = 32 * random.Next(1, 3);
            long features = 32 * random.Next(1, 4);
            long padding = random.Next(0, kernel);
            long extra = transposed ? random.Next(0, stride) : 0;
            var least = 5 + (4 * stride);
            var most = 8 + (6 * stride);
            long height = random.Next(least, most);
            long lines = random.Next(least, most);
            long batch = random.Next(17, 30);
            if (transposed)
            {
                height = (height / stride) + 2;
                lines = (lines / stride) + 2;
            }
            var x = randn([batch, transposed ? features : channels, height, lines], float64);
            var w = randn([features, channels, kernel, kernel], float64);
            var bias = randn([transposed ? channels : features], float64);
            var convolving = new Convolving(transposed, stride, padding, extra);
            var input = random.Next(2) == 0 ? x.to(float32) : Laid(x);
            var fast = Results(input, Laid(w), bias.to(float32), convolving.Fast);
            ShouldAgree(fast, Results(x, w, bias, convolving.ByTorch), $"{convolving} of {string.Join('x', x.shape)}");
        }
    }

    [Theory]
    [WidthData(nameof(Methods), 128), WidthData(nameof(Methods), 256), WidthData(nameof(Methods), 512)]
    public void Neither_the_number_of_threads_nor_the_rest_of_the_batch_changes_a_bit(
        int kernel,
        int stride,
        bool transposed,
        int width
    )
    {
        using var forced = VectorWidth.Force(width);
        var w = Laid(randn([64, 32, kernel, kernel], float64));
        var bias = randn(transposed ? 32 : 64);
        var x = randn(40, transposed ? 64 : 32, 13, 13);
        var convolving = new Convolving(transposed, stride, 1);
        var together = OnThreads(2, () => Results(x, w, bias, convolving.Fast));
        var alone = OnThreads(1, () => Results(x, w, bias, convolving.Fast));
        for (var i = 0; i < alone.Length; i++)
        {
            if (i != 3)
            {
                Equal(alone[i], together[i]).Should().BeTrue("result {0}", i); // 3: libtorch's sum
            }
        }
        Equal(convolving.Fast(x[..24], w, bias), together[0][..24]).Should().BeTrue("each image is computed by itself");
    }

    /// <summary>Images of one to four channels take a way of their own, with kernels up to 8 x 8.</summary>
    [Theory]
    [WidthData(nameof(Directions), 128), WidthData(nameof(Directions), 256), WidthData(nameof(Directions), 512)]
    public void Convolutions_of_images_agree_with_doubles_and_do_not_depend_on_threads_or_batch(
        bool transposed,
        int width
    )
    {
        using var forced = VectorWidth.Force(width);
        var random = new Random(13);
        for (var i = 0; i < 40; i++)
        {
            using var inner = NewDisposeScope();
            long channels = random.Next(1, 5);
            long features = 8 * random.Next(1, 9);
            long kernel = random.Next(2, 9);
            long stride = random.Next(1, 4);
            long batch = random.Next(1, 21);
            long padding = random.Next(0, (int)kernel);
            long extra = transposed ? random.Next(0, (int)stride) : 0;
            long height = random.Next((int)kernel, 24);
            long lines = random.Next((int)kernel, 24);
            if (transposed && ((Math.Min(height, lines) - 1) * stride) - (2 * padding) + kernel + extra < 1)
            {
                continue;
            }
            var x = randn([batch, transposed ? features : channels, height, lines], float64);
            var w = randn([features, channels, kernel, kernel], float64);
            var bias = randn([transposed ? channels : features], float64);
            var convolving = new Convolving(transposed, stride, padding, extra);
            var why = $"{convolving} of {string.Join('x', x.shape)}, {channels} channels, {features} features";
            Tensor[] Fast() => Results(x.to(float32), Laid(w), bias.to(float32), convolving.Fast);
            var together = OnThreads(2, Fast);
            var alone = OnThreads(1, Fast);
            ShouldAgree(together, Results(x, w, bias, convolving.ByTorch), why);
            for (var r = 0; r < alone.Length; r++)
            {
                if (r != 3)
                {
                    Equal(alone[r], together[r]).Should().BeTrue(why);
                }
            }
            var last = convolving.Fast(x[^1..].to(float32), Laid(w), bias.to(float32));
            Equal(last, together[0][^1..]).Should().BeTrue("each image is computed by itself");
        }
    }

    /// <summary>With and without bias; gradients of input, weight and bias, some or none.</summary>
    [Theory]
    [InlineData(1, 24, 5, 2, 3)]
    [InlineData(3, 16, 4, 2, 3)]
    [InlineData(32, 64, 4, 2, 20)]
    [InlineData(32, 32, 5, 1, 20)]
    [InlineData(64, 32, 5, 2, 20)]
    [InlineData(32, 32, 3, 1, 20)]
    public void Whatever_asks_for_a_gradient_gets_it(long channels, long maps, long kernel, long stride, long batch)
    {
        var image = randn([batch, channels, 13, 14], float64);
        var made = randn([batch, maps, 9, 10], float64);
        var w = randn([maps, channels, kernel, kernel], float64);
        (bool X, bool W, bool Bias, bool Biased)[] cases =
        [
            (true, true, false, false),
            (true, false, false, true),
            (false, true, false, false),
            (false, false, true, true),
            (true, true, true, true),
        ];
        foreach (var transposed in new[] { false, true })
        {
            foreach (var wanted in cases)
            {
                using var inner = NewDisposeScope();
                var convolving = new Convolving(transposed, stride, 1);
                var x = transposed ? made : image;
                var b = randn([transposed ? channels : maps], float64);
                Tensor[] Gradients(Tensor x, Tensor w, Tensor b, Func<Tensor, Tensor, Tensor?, Tensor> convolve)
                {
                    Tensor[] leaves =
                    [
                        x.detach().requires_grad_(wanted.X),
                        w.detach().requires_grad_(wanted.W),
                        b.detach().requires_grad_(wanted.Bias),
                    ];
                    var y = convolve(leaves[0], leaves[1], wanted.Biased ? leaves[2] : null);
                    (y * y.detach()).sum().backward();
                    return [y.detach(), .. leaves.Select(leaf => leaf.grad).OfType<Tensor>()];
                }
                var fast = Gradients(x.to(float32), Laid(w), b.to(float32), convolving.Fast);
                var exact = Gradients(x, w, b, convolving.ByTorch);
                fast.Should().HaveSameCount(exact);
                for (var i = 0; i < exact.Length; i++)
                {
                    var ofBias = wanted.Bias && i == exact.Length - 1;
                    var scale = ofBias ? exact[0].abs().sum().item<double>() : Norm(exact[i]);
                    Norm(fast[i].to(float64) - exact[i])
                        .Should()
                        .BeLessThan(1e-5 * scale, "{0}, {1}, {2}", i, convolving, wanted);
                }
            }
        }
    }

    private static Tensor[] OnThreads(int threads, Func<Tensor[]> results)
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
