using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Until disposed, operators called from this thread run on it alone: workers would fight for the cores otherwise, and
/// sums do not depend on how many threads they were split over.
/// </summary>
internal readonly struct OneThread : IDisposable
{
    private readonly int before;

    private OneThread(int before) => this.before = before;

    public static OneThread Use()
    {
        var before = get_num_threads();
        if (before != 1)
        {
            set_num_threads(1);
        }

        return new OneThread(before);
    }

    public void Dispose()
    {
        if (before > 1)
        {
            set_num_threads(before);
        }
    }
}
