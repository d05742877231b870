using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

internal sealed unsafe partial class ImageConvolution<V, P>
{
    /// <summary>
    /// What lies behind the last tap of a window, or behind the last window, must be a number that cannot disturb.
    /// </summary>
    private static float* GetZeros(ref Scratch? scratch, nint floats)
    {
        var memory = Scratch.Get(ref scratch, floats);
        new Span<float>(memory, checked((int)floats)).Clear();
        return memory;
    }

    /// <summary>y from x. Items: images.</summary>
    private struct MapsWork : IWork
    {
        internal Windows At;
        internal float* X;
        internal float* Weights;
        internal float* Bias;
        internal float* Y;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            var windows = GetZeros(ref windowsScratch, At.Floats);
            for (var image = from; image < to; image++)
            {
                for (nint line = 0; line < shape.OutHeight; line += At.Lines)
                {
                    var end = Math.Min(shape.OutHeight, line + At.Lines);
                    At.Gather(X, image, line, end, windows);
                    var y = Y + (image * shape.OutHeight + line) * shape.OutWidth * shape.Features;
                    Multiply(windows, (end - line) * shape.OutWidth, y);
                }
            }
        }

        private readonly void Multiply(float* windows, nint count, float* y)
        {
            var part = stackalloc float[Rows * Panel];
            var all = At.Shape.Features;
            for (nint row = 0; row < count; row += Rows)
            {
                for (nint feature = 0; feature < all; feature += Panel)
                {
                    float* a = windows + row * At.Wide;
                    float* b = Weights + feature * At.Taps;
                    float* to = y + row * all + feature;
                    nint rows = Math.Min(Rows, count - row);
                    nint features = Math.Min(Panel, all - feature);
                    if (rows == Rows && features == Panel)
                    {
                        WindowProducts<V, P>.Times(a, At.Wide, At.Taps, b, Bias + feature, to, all);
                        continue;
                    }
                    WindowProducts<V, P>.Times(a, At.Wide, At.Taps, b, Bias + feature, part, Panel);
                    for (nint i = 0; i < rows; i++)
                    {
                        for (nint j = 0; j < features; j++)
                        {
                            to[i * all + j] = part[i * Panel + j];
                        }
                    }
                }
            }
        }
    }

    /// <summary>x from y. Items: images.</summary>
    private struct DataWork : IWork
    {
        internal Windows At;
        internal float* Y;
        internal float* Weights;
        internal float* X;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            nint size = shape.Channels * shape.Height * shape.Width;
            nint features = shape.Features;
            var windows = Scratch.Get(ref windowsScratch, At.Floats);
            var tail = GetZeros(ref valuesScratch, Rows * features);
            for (var image = from; image < to; image++)
            {
                new Span<float>(X + image * size, checked((int)size)).Clear();
                for (nint line = 0; line < shape.OutHeight; line += At.Lines)
                {
                    var end = Math.Min(shape.OutHeight, line + At.Lines);
                    var count = (end - line) * shape.OutWidth;
                    var y = Y + (image * shape.OutHeight + line) * shape.OutWidth * features;
                    for (nint row = 0; row < count; row += Rows)
                    {
                        var a = y + row * features;
                        if (row + Rows > count) // the last ones are copied: a whole group would read behind y
                        {
                            for (nint i = 0; i < (count - row) * features; i++)
                            {
                                tail[i] = a[i];
                            }
                            a = tail;
                        }
                        var window = windows + row * At.Wide;
                        for (nint tap = 0; tap < At.Wide; tap += Panel)
                        {
                            WindowProducts<V, P>.Times(
                                a,
                                features,
                                features,
                                Weights + tap * features,
                                null,
                                window + tap,
                                At.Wide
                            );
                        }
                    }
                    At.Scatter(windows, image, line, end, X);
                }
            }
        }
    }

    /// <summary>Sums [group][feature][padded taps] of x and y. Items: groups of images.</summary>
    private struct WeightsWork : IWork
    {
        internal Windows At;
        internal float* X;
        internal float* Y;
        internal float* Sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            nint wide = At.Wide;
            nint size = shape.Features * wide;
            var windows = GetZeros(ref windowsScratch, At.Floats);
            for (var group = from; group < to; group++)
            {
                var sum = Sums + group * size;
                new Span<float>(sum, checked((int)size)).Clear();
                for (var image = group * Group; image < Math.Min(shape.Images, (group + 1) * Group); image++)
                {
                    for (nint line = 0; line < shape.OutHeight; line += At.Lines)
                    {
                        var end = Math.Min(shape.OutHeight, line + At.Lines);
                        var count = (end - line) * shape.OutWidth;
                        var y = Y + (image * shape.OutHeight + line) * shape.OutWidth * shape.Features;
                        At.Gather(X, image, line, end, windows);
                        for (nint tap = 0; tap < wide; tap += Panel)
                        {
                            for (nint feature = 0; feature < shape.Features; feature += Rows)
                            {
                                WindowProducts<V, P>.AddTransposed(
                                    y + feature,
                                    shape.Features,
                                    windows + tap,
                                    wide,
                                    count,
                                    sum + feature * wide + tap,
                                    wide
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}
