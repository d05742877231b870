using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Convolutions of images against libtorch's operators on doubles, and against themselves on other threads and
/// batches.</summary>
public sealed class ImageConvolutionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ImageConvolutionTests() => manual_seed(5);

    public static TheoryData<bool> Directions => [false, true];

    public void Dispose() => scope.Dispose();

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
}
