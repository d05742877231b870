using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>
/// The kernels' convolutions against libtorch's operators on doubles, and against themselves on other threads and
/// batches.
/// </summary>
public sealed class WinogradConvolutionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public WinogradConvolutionTests() => manual_seed(5);

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

    /// <summary>
    /// Without this the tests here could pass by never meeting the filtering. It alone carries a number that is not
    /// finite beyond the windows that hold it, to the rest of a tile.
    /// </summary>
    [Theory]
    [InlineData(4, 2, 6)]
    [InlineData(5, 1, 6)]
    [InlineData(5, 2, 8)]
    [InlineData(3, 1, 4)]
    public void The_filtering_is_what_runs(int kernel, int stride, int beyond)
    {
        var x = randn(32, 32, 32, 32);
        var made = randn(32, 32, 16, 16);
        var w = Laid(randn([32, 32, kernel, kernel], float64));
        x[0, 0, stride, stride] = float.NaN; // in the windows of the outputs 0 and 1; a tile has 4
        made[0, 0, 1, 1] = float.NaN; // makes the places from one stride to kernel more
        var y = new Convolving(false, stride, 0).Fast(x, w);
        y[0, 0, 3, 3].isnan().item<bool>().Should().BeTrue();
        y[1].isfinite().all().item<bool>().Should().BeTrue("another image is not touched");
        new Convolving(true, stride, 0).Fast(made, w)[0, 0, beyond, beyond].isnan().item<bool>().Should().BeTrue();
    }
}
