namespace Gan.Kernels.Tests;

public sealed class WorkersTests
{
    private unsafe struct Marks : IWork
    {
        internal int* Counts;

        public readonly void Do(nint from, nint to)
        {
            for (var i = from; i < to; i++)
            {
                Interlocked.Increment(ref Counts[i]);
            }
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

    private unsafe struct Nested : IWork
    {
        internal int* Counts;

        public readonly void Do(nint from, nint to)
        {
            for (var i = from; i < to; i++)
            {
                var marks = new Marks { Counts = Counts + 10 * i };
                Workers.Run(ref marks, 10);
            }
        }
    }

    // There OpenMP gives one thread whatever it is asked for.
    [Fact]
    public unsafe void Each_item_is_done_once_where_fewer_threads_are_given_than_asked_for()
    {
        using var threads = new Threads(4);
        var counts = new int[80];
        fixed (int* first = counts)
        {
            var work = new Nested { Counts = first };
            Workers.Run(ref work, 8);
        }
        counts.Should().AllBeEquivalentTo(1);
    }

    private struct Failing : IWork
    {
        internal nint At;

        public readonly void Do(nint from, nint to)
        {
            if (from <= At && At < to)
            {
                throw new InvalidOperationException("on purpose");
            }
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void What_goes_wrong_on_any_thread_is_thrown_to_the_caller(int count)
    {
        using var threads = new Threads(count);
        for (var at = 0; at < 10; at++)
        {
            var run = () =>
            {
                var work = new Failing { At = at };
                Workers.Run(ref work, 10);
            };
            run.Should().Throw<InvalidOperationException>().WithMessage("on purpose");
        }
    }
}
