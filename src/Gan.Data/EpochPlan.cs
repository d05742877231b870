namespace Gan.Data;

/// <summary>Which epoch a position of the endless run falls into, when the samples in use may change from one epoch to the next.</summary>
internal sealed class EpochPlan(int batchSize, Func<long, long> samplesAt)
{
    private readonly List<(long Start, long Samples)> _epochs = [];
    private readonly Lock _lock = new();

    /// <summary>The epoch of a position: its number, the number of the position's batch in it, and the samples it runs over.</summary>
    internal (long Epoch, long Batch, long Samples) Find(long position)
    {
        lock (_lock)
        {
            while (_epochs.Count == 0 || End(_epochs[^1]) <= position)
            {
                long start = _epochs.Count == 0 ? 0 : End(_epochs[^1]);
                _epochs.Add((start, Math.Max(batchSize, samplesAt(start))));
            }

            int found = _epochs.FindLastIndex(e => e.Start <= position);
            return (found, position - _epochs[found].Start, _epochs[found].Samples);
        }
    }

    private long End((long Start, long Samples) epoch) => epoch.Start + epoch.Samples / batchSize;
}
