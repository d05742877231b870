using static TorchSharp.torch;

namespace Gan.Data.Tests;

public sealed class EpochPlanTests
{
    private static readonly float[] Numbers = [.. Enumerable.Range(0, 12).Select(i => (float)i)];

    [Fact]
    public void An_epoch_runs_over_the_samples_in_use_and_the_next_one_over_more()
    {
        using var data = ArrayDataset.Table(Numbers, 1);
        var stream = new BatchStream(data, 2, seed: 3, CPU, samplesAt: position => 4 + 2 * position);
        using var scope = NewDisposeScope();
        float[] Read(long from, int batches) =>
            [.. Enumerable.Range(0, batches).SelectMany(i => stream.Read(from + i).Samples.data<float>().ToArray())];
        Read(0, 2).Should().BeEquivalentTo(Numbers[..4], "the first epoch starts at position 0: 4 samples");
        Read(2, 4).Should().BeEquivalentTo(Numbers[..8], "the second starts at position 2: 8 samples");
        Read(6, 6).Should().BeEquivalentTo(Numbers, "the third starts at position 6 and would have 16: all 12");
    }

    [Fact]
    public void A_position_gives_the_same_batch_whatever_was_read_before()
    {
        using var data = ArrayDataset.Table(Numbers, 1);
        using var scope = NewDisposeScope();
        float[] At(BatchStream stream, long position) => stream.Read(position).Samples.data<float>().ToArray();
        BatchStream Fresh() => new(data, 2, seed: 3, CPU, samplesAt: position => 4 + position);
        var straight = Fresh();
        var all = Enumerable.Range(0, 30).Select(i => At(straight, i)).ToList();
        At(Fresh(), 29).Should().Equal(all[29]);
        At(straight, 3).Should().Equal(all[3]);
    }
}
