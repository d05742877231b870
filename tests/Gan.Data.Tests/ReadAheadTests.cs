using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Workers change when a batch is read, never what is in it, and leave nothing behind. Counts threads and
/// tensors of the whole process.</summary>
[Collection("alone")]
public sealed class ReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<int> Workers => [1, 2, 4];

    [Theory]
    [MemberData(nameof(Workers))]
    public void Any_number_of_workers_reads_the_batches_of_none(int workers)
    {
        using var data = new Recorder(50);
        using var alone = new BatchStream(data, 4, seed: 7, torch.CPU);
        using var together = new BatchStream(data, 4, seed: 7, torch.CPU, workers: workers);
        for (var position = 0; position < 100; position++)
        {
            Read(together, position).Should().Equal(Read(alone, position), "position {0}", position);
        }
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void A_stream_begun_at_any_position_goes_on_as_the_straight_one(int workers)
    {
        using var data = new Recorder(20);
        using var straight = new BatchStream(data, 3, seed: 1, torch.CPU, position => 6 + position);
        float[][] all = [.. Enumerable.Range(0, 40).Select(p => Read(straight, p))];
        foreach (var start in new[] { 0, 1, 5, 17, 36 })
        {
            using var resumed = new BatchStream(data, 3, seed: 1, torch.CPU, position => 6 + position, workers);
            for (var position = start; position < 40; position++)
            {
                Read(resumed, position).Should().Equal(all[position]);
            }
        }
    }

    [Fact]
    public void Jumps_and_several_readers_get_the_right_batches()
    {
        using var data = new Recorder(50);
        using var alone = new BatchStream(data, 5, seed: 4, torch.CPU);
        using var shared = new BatchStream(data, 5, seed: 4, torch.CPU, workers: 3);
        float[][] expected = [.. Enumerable.Range(0, 60).Select(p => Read(alone, p))];
        var together = new float[60][];
        Parallel.For(0, 60, p => together[(p * 7) % 60] = Read(shared, (p * 7) % 60));
        together.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Workers_read_ahead_no_further_than_twice_their_number()
    {
        using var data = new Recorder(100);
        using var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 2);
        Read(stream, 0);
        // Four positions beyond the one taken; each is read at some time, no fifth ever.
        SpinWait.SpinUntil(() => data.Reads >= 5, Patience).Should().BeTrue();
        Read(stream, 1);
        SpinWait.SpinUntil(() => data.Reads >= 6, Patience).Should().BeTrue();
        data.Reads.Should().Be(6);
    }

    [Fact]
    public void An_exception_in_a_worker_comes_out_where_the_batch_is_wanted_with_its_stack_and_is_tried_again()
    {
        using var data = new Recorder(10);
        using var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 2);
        Read(stream, 0);
        data.Fails = true;
        var position = 1;
        Exception error = FluentActions
            .Invoking(() =>
            {
                for (; ; position++)
                {
                    Read(stream, position);
                }
            })
            .Should()
            .Throw<IOException>()
            .WithMessage("the disk is gone")
            .Which;
        error.StackTrace.Should().Contain(nameof(Recorder) + ".Read").And.Contain("ReadAhead.Work");
        data.Fails = false;
        using var alone = new BatchStream(data, 2, seed: 1, torch.CPU);
        Read(stream, position).Should().Equal(Read(alone, position));
    }

    [Fact]
    public async Task A_reader_that_is_cancelled_stops_waiting_and_may_come_back()
    {
        using var data = new Recorder(10) { Hold = new ManualResetEventSlim() };
        using var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 1);
        using var cancel = new CancellationTokenSource();
        var waiting = Task.Run(() => Read(stream, 0, cancel.Token));
        SpinWait.SpinUntil(() => data.Reads > 0, Patience).Should().BeTrue();
        await cancel.CancelAsync();
        await FluentActions
            .Awaiting(() => waiting.WaitAsync(Patience))
            .Should()
            .ThrowAsync<OperationCanceledException>();
        FluentActions.Invoking(() => Read(stream, 0, cancel.Token)).Should().Throw<OperationCanceledException>();
        data.Hold.Set();
        Read(stream, 0).Should().HaveCount(2);
    }

    [Fact]
    public void A_disposed_stream_leaves_no_thread_and_no_tensor_behind()
    {
        using var data = new Recorder(40);
        var tensors = Tensor.TotalCount;
        for (var round = 0; round < 5; round++)
        {
            var stream = new BatchStream(data, 4, seed: 1, torch.CPU, workers: 3);
            Read(stream, 0);
            Read(stream, 30);
            stream.Dispose();
            stream.Dispose();
            FluentActions.Invoking(() => stream.Read(31)).Should().Throw<ObjectDisposedException>();
        }

        // At most, since the collector may free what other tests left.
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(tensors);
        data.Readers.Count.Should().BeInRange(5, 15);
        data.Readers.Count(thread => thread.IsAlive).Should().Be(0);
    }

    [Fact]
    public async Task Disposing_ends_a_reader_that_waits()
    {
        using var data = new Recorder(10) { Hold = new ManualResetEventSlim() };
        var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 1);
        var waiting = Task.Run(() => Read(stream, 0));
        SpinWait.SpinUntil(() => data.Reads > 0, Patience).Should().BeTrue();
        var closing = Task.Run(stream.Dispose);
        await FluentActions.Awaiting(() => waiting.WaitAsync(Patience)).Should().ThrowAsync<ObjectDisposedException>();
        data.Hold.Set();
        await closing.WaitAsync(Patience);
    }

    [Fact]
    public void A_batch_from_a_worker_belongs_to_the_scope_in_which_it_is_read()
    {
        using var data = new Recorder(6);
        using var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 1);
        Batch batch;
        using (NewDisposeScope())
        {
            batch = stream.Read(0);
        }

        batch.Samples.IsInvalid.Should().BeTrue();
        batch.Condition!.IsInvalid.Should().BeTrue();
        batch = stream.Read(1);
        batch.Samples.IsInvalid.Should().BeFalse("there is no scope to end it");
        batch.Dispose();
    }

    [Fact]
    public void The_callers_number_of_threads_stays()
    {
        var before = torch.get_num_threads();
        using var data = new Recorder(6);
        using (var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: 2))
        {
            Read(stream, 0);
            torch.get_num_threads().Should().Be(before);
            var later = 0;
            var thread = new Thread(() => later = torch.get_num_threads());
            thread.Start();
            thread.Join();
            later.Should().Be(before);
            data.ThreadsInRead.Should().Be(1);
        }

        torch.get_num_threads().Should().Be(before);
    }

    [Fact]
    public void Waiting_is_counted()
    {
        using var data = new Recorder(6);
        foreach (var workers in new[] { 0, 1 })
        {
            using var stream = new BatchStream(data, 2, seed: 1, torch.CPU, workers: workers);
            stream.Waited.Should().Be(TimeSpan.Zero);
            Read(stream, 0);
            stream.Waited.Should().BePositive();
        }
    }

    [Theory]
    [InlineData(-1, "workers must be at least 0, but was -1.*")]
    [InlineData(65, "workers must be at most 64, but was 65.*")]
    public void Numbers_of_workers_out_of_range_are_refused(int workers, string message)
    {
        using var data = new Recorder(6);
        FluentActions
            .Invoking(() => new BatchStream(data, 2, 1, torch.CPU, workers: workers))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage(message);
    }

    private static float[] Read(BatchStream stream, long position, CancellationToken cancellation = default)
    {
        using var batch = stream.Read(position, cancellation);
        return batch.Samples.Floats();
    }

    /// <summary>Sample i is i + 1 plus a number in (0, 1) that the seed decides.</summary>
    private sealed class Recorder(int count) : IDataset
    {
        private readonly Lock gate = new();
        private readonly HashSet<Thread> readers = [];
        private readonly int caller = Environment.CurrentManagedThreadId;
        private int reads;

        public volatile bool Fails;

        public ManualResetEventSlim? Hold { get; init; }

        public int Reads => Volatile.Read(ref reads);

        public int ThreadsInRead { get; private set; }

        public IReadOnlyCollection<Thread> Readers => readers;

        public string Name => "recorder";

        public long Count => count;

        public IReadOnlyList<long> SampleShape => [1];

        public ConditionSpec Condition => ConditionSpec.Labels(count);

        public Batch Read(Tensor indices, Device device) =>
            throw new NotSupportedException("a stream reads with a seed");

        public Batch Read(Tensor indices, Device device, ulong seed)
        {
            Interlocked.Increment(ref reads);
            if (Environment.CurrentManagedThreadId != caller)
            {
                lock (gate)
                {
                    readers.Add(Thread.CurrentThread);
                    ThreadsInRead = torch.get_num_threads();
                }
            }

            Hold?.Wait();
            using var scope = NewDisposeScope();
            var samples = indices.to(ScalarType.Float32).add(seed % 1000 / 1001.0).reshape(-1, 1);
            if (Fails)
            {
                throw new IOException("the disk is gone");
            }

            return new Batch(samples.MoveToOuterDisposeScope(), indices.clone().MoveToOuterDisposeScope());
        }

        public void Dispose() => Hold?.Dispose();
    }
}
