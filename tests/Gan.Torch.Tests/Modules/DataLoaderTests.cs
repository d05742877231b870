using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Modules;

[Collection(AloneInTheProcess.Name)]
public class DataLoaderTests
{
    [Fact]
    public void Rows_come_in_order_with_a_short_batch_at_the_end()
    {
        using var loader = utils.data.DataLoader(Rows(7), 3);
        loader.Count.Should().Be(3);
        loader.Select(b => string.Join(" ", Longs(b[1]))).Should().Equal("0 1 2", "3 4 5", "6");
        loader.Select(b => b[0].shape[1]).Should().AllBeEquivalentTo(2);
    }

    [Fact]
    public void Drop_last_leaves_the_short_batch_out()
    {
        using var loader = utils.data.DataLoader(Rows(7), 3, drop_last: true);
        loader.Count.Should().Be(2);
        loader.Sum(b => b[1].shape[0]).Should().Be(6);
    }

    [Fact]
    public void A_seed_fixes_a_shuffled_order_of_all_samples()
    {
        using var loader = utils.data.DataLoader(Rows(50), 8, shuffle: true, seed: 3);
        var first = loader.SelectMany(b => Longs(b[1])).ToArray();
        loader.SelectMany(b => Longs(b[1])).Should().Equal(first);
        first.Should().BeEquivalentTo(Enumerable.Range(0, 50)).And.NotBeInAscendingOrder();
    }

    [Fact]
    public void A_batch_is_disposed_when_the_next_is_asked_for_unless_it_is_to_be_kept()
    {
        using var scope = NewDisposeScope();
        using var disposing = utils.data.DataLoader(Rows(4), 2);
        disposing.Select(b => b[0]).ToList().Should().OnlyContain(t => t.IsInvalid);
        using var keeping = utils.data.DataLoader(Rows(4), 2, disposeBatch: false);
        keeping.Select(b => b[0]).ToList().Should().OnlyContain(t => !t.IsInvalid && scope.Contains(t));
    }

    [Fact]
    public void Named_tensors_of_a_data_set_of_ones_own_are_stacked()
    {
        using var loader = utils.data.DataLoader(new Squares(), 2, [3, 1, 2]);
        var seen = loader.Select(b => (b["x"].shape.Length, Longs(b["square"]))).ToList();
        seen.Select(s => s.Item1).Should().Equal(2, 2);
        seen.SelectMany(s => s.Item2).Should().Equal(9, 1, 4);
    }

    [Fact]
    public void A_loop_leaves_no_tensor_behind()
    {
        using var loader = new DataLoader(new Squares(), 2);
        foreach (var _ in loader) { }
        var before = Tensor.TotalCount;
        for (var i = 0; i < 50; i++)
            foreach (var _ in loader) { }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void Tensors_of_different_lengths_make_no_data_set()
    {
        var make = () => utils.data.TensorDataset(zeros(3), zeros(4));
        make.Should().Throw<ArgumentException>().WithMessage("*3, 4*");
    }

    private static TensorDataset Rows(long count) => utils.data.TensorDataset(zeros(count, 2), arange(count));

    private static long[] Longs(Tensor t) => t.data<long>().ToArray();

    private sealed class Squares : utils.data.Dataset
    {
        public override long Count => 4;

        public override Dictionary<string, Tensor> GetTensor(long index) => new() { ["x"] = ones(3) * index, ["square"] = tensor(index * index) };
    }
}
