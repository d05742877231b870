using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

public class BatchStreamTests
{
    [Fact]
    public void An_epoch_shows_no_sample_twice_and_drops_the_short_batch()
    {
        using var data = Counting(10);
        var stream = new BatchStream(data, 4, seed: 1, torch.CPU);
        stream.BatchesPerEpoch.Should().Be(2);
        float[] epoch = [.. Read(stream, 0), .. Read(stream, 1)];
        epoch.Should().HaveCount(8).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Batches_follow_the_order_of_their_epoch()
    {
        using var data = Counting(10);
        var stream = new BatchStream(data, 3, seed: 8, torch.CPU);
        using var order = Shuffle.Order(10, seed: 8, epoch: 2);
        float[] expected = [.. order.Longs().Select(i => (float)i)];
        Read(stream, 6).Should().Equal(expected[..3]);
        Read(stream, 8).Should().Equal(expected[6..9]);
    }

    [Fact]
    public void A_position_reads_the_same_batch_in_any_order_of_reading()
    {
        using var data = Counting(100);
        var stream = new BatchStream(data, 7, seed: 3, torch.CPU);
        float[][] forwards = [.. Enumerable.Range(0, 40).Select(p => Read(stream, p))];
        for (var position = 39; position >= 0; position--)
        {
            Read(stream, position).Should().Equal(forwards[position]);
        }

        Read(new BatchStream(data, 7, seed: 3, torch.CPU), 29).Should().Equal(forwards[29]);
    }

    [Fact]
    public void Threads_in_different_epochs_read_the_same_batches_as_one_thread()
    {
        using var data = Counting(50);
        var shared = new BatchStream(data, 5, seed: 4, torch.CPU);
        float[][] alone =
        [
            .. Enumerable.Range(0, 200).Select(p => Read(new BatchStream(data, 5, seed: 4, torch.CPU), p)),
        ];
        var together = new float[200][];
        Parallel.For(0, 200, p => together[p] = Read(shared, p));
        together.Should().BeEquivalentTo(alone, options => options.WithStrictOrdering());
    }

    [Fact]
    public void Epochs_and_seeds_give_different_batches()
    {
        using var data = Counting(1000);
        var first = Read(new BatchStream(data, 100, seed: 1, torch.CPU), 0);
        Read(new BatchStream(data, 100, seed: 1, torch.CPU), 10).Should().NotEqual(first);
        Read(new BatchStream(data, 100, seed: 2, torch.CPU), 0).Should().NotEqual(first);
    }

    [Fact]
    public void A_batch_may_be_the_whole_data_set()
    {
        using var data = Counting(6);
        Read(new BatchStream(data, 6, seed: 1, torch.CPU), 5).Order().Should().Equal(0, 1, 2, 3, 4, 5);
    }

    [Fact]
    public void A_batch_belongs_to_the_scope_in_which_it_is_read()
    {
        using var data = Counting(6);
        var stream = new BatchStream(data, 2, seed: 1, torch.CPU);
        Batch batch;
        using (NewDisposeScope())
        {
            batch = stream.Read(0);
            batch.Samples.IsInvalid.Should().BeFalse();
        }

        batch.Samples.IsInvalid.Should().BeTrue();
        batch.Condition!.IsInvalid.Should().BeTrue();
        Read(stream, 0).Should().HaveCount(2, "the data set's own tensors outlive the scope");
    }

    [Fact]
    public void A_data_set_smaller_than_a_batch_is_refused_with_the_size_that_fits()
    {
        using var data = Counting(10);
        FluentActions
            .Invoking(() => new BatchStream(data, 64, 1, torch.CPU))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A batch takes 64 samples, but 'counting' has 10. Choose a batch size of at most 10.*");
    }

    [Fact]
    public void A_batch_of_nothing_is_refused()
    {
        using var data = Counting(10);
        FluentActions
            .Invoking(() => new BatchStream(data, 0, 1, torch.CPU))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("batchSize must be at least 1, but was 0.*");
    }

    [Fact]
    public void A_negative_position_is_refused()
    {
        using var data = Counting(10);
        var stream = new BatchStream(data, 2, 1, torch.CPU);
        FluentActions
            .Invoking(() => stream.Read(-3))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("position must be at least 0, but was -3.*");
    }

    private static ArrayDataset Counting(int count) =>
        ArrayDataset.Table([.. Enumerable.Range(0, count).Select(i => (float)i)], 1, new long[count], name: "counting");

    private static float[] Read(BatchStream stream, long position)
    {
        using var batch = stream.Read(position);
        return batch.Samples.Floats();
    }
}
