namespace Gan.Kernels.Tests;

public sealed class WorkersTests
{
    private unsafe struct Marks : IWork
    {
        internal int* Counts;

        public readonly void Do(nint from, nint to)
        {
            for (var i = from; i < to; i++) Interlocked.Increment(ref Counts[i]);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public unsafe void Each_item_is_done_once_on_any_number_of_threads(int threads)
    {
        var before = TorchSharp.torch.get_num_threads();
        try
        {
            TorchSharp.torch.set_num_threads(threads);
            for (var items = 0; items < 40; items++)
            {
                var counts = new int[items + 1];
                fixed (int* first = counts)
                {
                    var work = new Marks { Counts = first };
                    Workers.Run(ref work, items);
                }
                counts[..items].Should().AllBeEquivalentTo(1);
                counts[items].Should().Be(0);
            }
        }
        finally
        {
            TorchSharp.torch.set_num_threads(before);
        }
    }
}
