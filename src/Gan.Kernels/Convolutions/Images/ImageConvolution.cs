using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// Convolutions between images of few channels and feature maps: oneDNN's blocks of 16 channels stay nearly empty
/// there, and a product of matrices over all windows (as much as 64 times the image) waits for memory. Here the
/// windows of a few lines at a time go through a cache.
/// </summary>
internal sealed unsafe partial class ImageConvolution<V, P> : IConvolution
    where V : unmanaged
    where P : struct, ILanes<V>
{
    internal static readonly ImageConvolution<V, P> Instance = new();

    // Images whose weight gradients are summed in one go.
    private const int Group = 4;

    [ThreadStatic]
    private static Scratch? windowsScratch;

    [ThreadStatic]
    private static Scratch? valuesScratch;

    [ThreadStatic]
    private static Scratch? weightsScratch;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public void Maps(in ConvolutionShape shape, float* x, float* weights, float* bias, float* y)
    {
        var windows = new Windows(shape);
        var wide = RoundUp(shape.Features, Panel);
        var byFeature = Scratch.Get(ref weightsScratch, wide * (windows.Taps + 1));
        var shift = byFeature + wide * windows.Taps;
        // [panel of features][tap][32 features], with zeros behind
        // the last feature; taps by channel, as windows have them.
        for (nint feature = 0; feature < wide; feature++)
        {
            var to = byFeature + feature / Panel * Panel * windows.Taps + feature % Panel;
            for (nint tap = 0; tap < windows.Taps; tap++)
            {
                to[tap * Panel] = feature < shape.Features ? weights[PlaceOf(shape, feature, tap)] : 0;
            }
            shift[feature] = bias != null && feature < shape.Features ? bias[feature] : 0;
        }
        var work = new MapsWork
        {
            At = windows,
            X = x,
            Weights = byFeature,
            Bias = shift,
            Y = y,
        };
        Workers.Run(ref work, shape.Images);
    }

    /// <inheritdoc/>
    public void Data(in ConvolutionShape shape, float* y, float* weights, float* x)
    {
        var windows = new Windows(shape);
        var byTap = Scratch.Get(ref weightsScratch, windows.Wide * shape.Features);
        // [panel of taps][feature][32 taps], with zeros behind the last tap.
        for (nint tap = 0; tap < windows.Wide; tap++)
        {
            var to = byTap + tap / Panel * Panel * shape.Features + tap % Panel;
            for (nint feature = 0; feature < shape.Features; feature++)
            {
                to[feature * Panel] = tap < windows.Taps ? weights[PlaceOf(shape, feature, tap)] : 0;
            }
        }
        var work = new DataWork
        {
            At = windows,
            Y = y,
            Weights = byTap,
            X = x,
        };
        Workers.Run(ref work, shape.Images);
    }

    /// <inheritdoc/>
    public void Weights(in ConvolutionShape shape, float* x, float* y, float* weights)
    {
        var windows = new Windows(shape);
        nint groups = (shape.Images + Group - 1) / Group;
        nint size = shape.Features * windows.Wide;
        var sums = Scratch.Get(ref weightsScratch, groups * size);
        var work = new WeightsWork
        {
            At = windows,
            X = x,
            Y = y,
            Sums = sums,
        };
        Workers.Run(ref work, groups);
        for (nint group = 1; group < groups; group++) // in order, whatever the number of threads
        {
            var other = sums + group * size;
            for (nint i = 0; i < size; i += P.Width)
            {
                P.Store(sums + i, P.Add(P.Load(sums + i), P.Load(other + i)));
            }
        }
        for (nint feature = 0; feature < shape.Features; feature++)
        {
            var sum = sums + feature * windows.Wide;
            for (nint tap = 0; tap < windows.Taps; tap++)
            {
                weights[PlaceOf(shape, feature, tap)] = sum[tap];
            }
        }
    }

    /// <summary>
    /// Where a tap, counted channel by channel, lies in weights [features, kernel, kernel, channels].
    /// </summary>
    private static nint PlaceOf(in ConvolutionShape shape, nint feature, nint tap) =>
        (feature * shape.Taps + tap % shape.Taps) * shape.Channels + tap / shape.Taps;
}
