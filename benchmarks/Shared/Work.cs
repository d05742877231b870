using System.Diagnostics;
using static TorchSharp.torch;

/// <summary>Multiplications of a workload's networks for one sample, the padding's zeros not counted, and what the
/// machine can do of them.</summary>
/// <param name="Generator">Of G's forward pass.</param>
/// <param name="Discriminator">Of D's forward pass.</param>
internal sealed record Work(double Generator, double Discriminator)
{
    internal static Work Mlp { get; } = new(Dense(100, 256, 512, 1024, 784), Dense(784, 1024, 512, 256, 1));

    internal static Work Ring { get; } =
        new(Dense(2, 400, 400, 400, 400, 2), Dense(2, 1000) + Dense(200, 1000) + Dense(200, 1000) + Dense(200, 1));

    internal static Work Dcgan28 { get; } =
        new(
            Dense(100, 49 * 256) + Conv(7, 7, 5, 1, 256 * 128) + Conv(14, 7, 5, 2, 128 * 64) + Conv(28, 14, 5, 2, 64),
            Conv(28, 14, 5, 2, 64) + Conv(14, 7, 5, 2, 64 * 128) + Dense(49 * 128, 1)
        );

    internal static Work Dcgan64 { get; } = Paper(64, 3, 64);

    /// <summary>The paper's layout for images whose sides stay even down to the middle, with 100 latents.</summary>
    internal static Work Paper(int side, long channels, long maps)
    {
        var convolutions = 0.0;
        var from = channels;
        var to = maps;
        for (; side / 2 >= 4; side /= 2, from = to, to *= 2)
        {
            convolutions += Conv(side, side / 2, 4, 2, from * to);
        }
        var middle = from * side * side;
        return new(Dense(100, middle) + convolutions, convolutions + Dense(middle, 1));
    }

    /// <summary>Of a step: a pass back costs two forwards; in G's update D's weights have no gradient; in D's update G
    /// has none.</summary>
    /// <param name="batch">Samples.</param>
    /// <param name="critics">Critic updates with gradient penalty; 0 for one update without.</param>
    internal double Step(long batch, int critics) =>
        critics == 0
            ? batch * (4 * Generator + 8 * Discriminator)
            // real 3, fake 3, between 1 + 1 + 4 for the second pass back
            : batch * (critics * (Generator + 12 * Discriminator) + 3 * Generator + 2 * Discriminator);

    /// <summary>Multiplications a second in a product of two matrices of 1024 x 1024, at best.</summary>
    internal static double Peak()
    {
        using var scope = NewDisposeScope();
        var a = randn(1024, 1024);
        var b = randn(1024, 1024);
        return Enumerable
            .Range(0, 40)
            .Max(_ =>
            {
                var clock = Stopwatch.StartNew();
                a.mm(b).Dispose();
                return Math.Pow(1024, 3) / clock.Elapsed.TotalSeconds;
            });
    }

    private static double Dense(params long[] widths) => widths.Zip(widths.Skip(1), (a, b) => (double)a * b).Sum();

    // Of a convolution, or of the transposed one that is its gradient: pairs of places and taps that lie on the image,
    // on each axis.
    private static double Conv(int side, int places, int kernel, int stride, long maps)
    {
        var padding = (kernel - 1) / 2;
        var taps = Enumerable
            .Range(0, places)
            .Sum(o =>
                Enumerable.Range(0, kernel).Count(k => o * stride - padding + k is var at && at >= 0 && at < side)
            );
        return (double)maps * taps * taps;
    }
}
