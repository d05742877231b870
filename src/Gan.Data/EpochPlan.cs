namespace Gan.Data;

/// <summary>Which epoch a position of the endless run falls into, when
/// the samples in use may change from one epoch to the next.</summary>
internal sealed class EpochPlan(int batchSize, Func<long, long> samplesAt)
{
    private readonly List<(long Start, long Samples)> epochs = [];
    private readonly Lock @lock = new();

    /// <summary>The epoch of a position: its number, the number of the
    /// position's batch in it, and the samples it runs over.</summary>
    internal (long Epoch, long Batch, long Samples) Find(long position)
    {
        lock (@lock)
        {
            while (epochs.Count == 0 || End(epochs[^1]) <= position)
            {
                var start = epochs.Count == 0 ? 0 : End(epochs[^1]);
                epochs.Add((start, Math.Max(batchSize, samplesAt(start))));
            }

            var epoch = epochs.FindLastIndex(epoch => epoch.Start <= position);
            return (epoch, position - epochs[epoch].Start, epochs[epoch].Samples);
        }
    }

    private long End((long Start, long Samples) epoch) => epoch.Start + epoch.Samples / batchSize;
}
