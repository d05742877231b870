using Gan.Kernels.Convolutions;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Windows beside libtorch's unfold, which has their taps in the same order, and its transpose.</summary>
public sealed unsafe class WindowsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public WindowsTests() => manual_seed(12);

    public void Dispose() => scope.Dispose();

    public static TheoryData<int, int, int, int, int, int> Shapes =>
        new()
        {
            // channels, height, width, kernel, stride, padding
            { 1, 5, 6, 3, 1, 1 },
            { 3, 16, 13, 4, 2, 1 },
            { 4, 9, 150, 5, 1, 2 }, // a line is more than a band
            { 2, 12, 12, 8, 3, 7 },
            { 1, 4, 4, 4, 1, 0 }, // one window
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gathered_windows_are_those_of_unfold(
        int channels,
        int height,
        int width,
        int kernel,
        int stride,
        int padding
    )
    {
        var x = randn(2, channels, height, width);
        var expected = functional.unfold(x, kernel, 1, padding, stride).transpose(1, 2).contiguous();
        var shape = Shape(channels, height, width, kernel, stride, padding);
        var windows = new Windows(shape);
        var taps = channels * kernel * kernel;
        var all = (int)(shape.OutHeight * shape.OutWidth);
        expected.shape.Should().Equal(2, all, taps);
        var numbers = expected.data<float>().ToArray();
        var memory = new float[windows.Floats];
        fixed (
            float* from = x.data<float>().ToArray(),
                to = memory
        )
        {
            for (var image = 0; image < 2; image++)
            {
                for (nint line = 0; line < shape.OutHeight; line += windows.Lines)
                {
                    var end = Math.Min(shape.OutHeight, line + windows.Lines);
                    windows.Gather(from, image, line, end, to);
                    for (nint i = 0; i < (end - line) * shape.OutWidth; i++)
                    {
                        var first = (int)(image * all + line * shape.OutWidth + i) * taps;
                        var row = memory.AsSpan((int)(i * windows.Wide), taps).ToArray();
                        row.Should().Equal(numbers.AsSpan(first, taps).ToArray(), "window {0} of line {1}", i, line);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Scattered_windows_are_the_gradient_of_unfold(
        int channels,
        int height,
        int width,
        int kernel,
        int stride,
        int padding
    )
    {
        var x = zeros([2, channels, height, width], requires_grad: true);
        var unfolded = functional.unfold(x, kernel, 1, padding, stride);
        var slopes = randint(-4, 5, unfolded.shape, float32);
        (unfolded * slopes).sum().backward();
        var shape = Shape(channels, height, width, kernel, stride, padding);
        var windows = new Windows(shape);
        var taps = channels * kernel * kernel;
        var all = (int)(shape.OutHeight * shape.OutWidth);
        var numbers = slopes.transpose(1, 2).contiguous().data<float>().ToArray();
        var result = new float[x.numel()];
        var memory = new float[windows.Floats];
        fixed (
            float* from = memory,
                to = result
        )
        {
            for (var image = 0; image < 2; image++)
            {
                for (nint line = 0; line < shape.OutHeight; line++)
                {
                    for (var i = 0; i < shape.OutWidth; i++)
                    {
                        var first = (int)(image * all + line * shape.OutWidth + i) * taps;
                        numbers.AsSpan(first, taps).CopyTo(memory.AsSpan((int)(i * windows.Wide)));
                    }
                    windows.Scatter(from, image, line, line + 1, to);
                }
            }
        }
        result.Should().Equal(x.grad!.data<float>().ToArray());
    }

    private static ConvolutionShape Shape(int channels, int height, int width, int kernel, int stride, int padding) =>
        new(
            2,
            channels,
            height,
            width,
            8,
            (height + 2 * padding - kernel) / stride + 1,
            (width + 2 * padding - kernel) / stride + 1,
            kernel,
            stride,
            padding
        );
}
