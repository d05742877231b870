using static TorchSharp.torch;

namespace Gan.Torch.Tests;

/// <summary>What the table of PyTorch cases does not hold: views, C# ranges, and writing through every kind of index.</summary>
public sealed class TensorIndexTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly Tensor x = arange(12, dtype: float32).view(3, 4);

    public void Dispose() => scope.Dispose();

    private static float[] Values(Tensor t) => t.contiguous().data<float>().ToArray();

    [Fact]
    public void Ranges_count_from_either_end()
    {
        Values(x[1..]).Should().Equal(4, 5, 6, 7, 8, 9, 10, 11);
        Values(x[..1]).Should().Equal(0, 1, 2, 3);
        Values(x[^1..]).Should().Equal(8, 9, 10, 11);
        Values(x[..^2]).Should().Equal(0, 1, 2, 3);
        Values(x[.., 1..3]).Should().Equal(1, 2, 5, 6, 9, 10);
        Values(x[^1, ^2..]).Should().Equal(10, 11);
        x[3..].shape.Should().Equal(0, 4);
    }

    [Fact]
    public void Slices_clip_at_the_ends_as_in_Python()
    {
        Values(x[TensorIndex.Slice(-100, 100)]).Should().HaveCount(12);
        x[TensorIndex.Slice(2, 1)].shape.Should().Equal(0, 4);
        Values(x[TensorIndex.Colon, TensorIndex.Slice(0, null, 3)]).Should().Equal(0, 3, 4, 7, 8, 11);
    }

    [Fact]
    public void New_axes_and_ellipses_combine()
    {
        x[TensorIndex.None, TensorIndex.Ellipsis, TensorIndex.None].shape.Should().Equal(1, 3, 4, 1);
        x[TensorIndex.Ellipsis].shape.Should().Equal(3, 4);
        x[TensorIndex.Ellipsis, TensorIndex.None, 0].shape.Should().Equal(3, 1);
        x[TensorIndex.Null].shape.Should().Equal(1, 3, 4);
    }

    [Fact]
    public void Basic_indices_are_views()
    {
        x[1].fill_(-1);
        x[.., ^1..].fill_(9);
        Values(x).Should().Equal(0, 1, 2, 9, -1, -1, -1, 9, 8, 9, 10, 9);
    }

    [Fact]
    public void Gathered_indices_are_copies()
    {
        x[tensor(new long[] { 0 })].fill_(-1);
        x[x > 5].fill_(-1);
        Values(x).Should().StartWith([0, 1, 2, 3]);
        x.min().item<float>().Should().Be(0);
    }

    [Fact]
    public void A_mask_reads_and_writes()
    {
        Values(x[x > 8.5]).Should().Equal(9, 10, 11);
        x[x > 8.5] = tensor(new float[] { -9, -10, -11 });
        Values(x[2]).Should().Equal(8, -9, -10, -11);
        x[x < 0] = 0f;
        x.min().item<float>().Should().Be(0);
    }

    [Fact]
    public void A_mask_of_rows_reads_and_writes_rows()
    {
        var rows = tensor(new[] { true, false, true });
        Values(x[rows]).Should().Equal(0, 1, 2, 3, 8, 9, 10, 11);
        x[rows] = zeros(4);
        x.sum().item<float>().Should().Be(4 + 5 + 6 + 7);
    }

    [Fact]
    public void Positions_mix_with_slices()
    {
        var columns = tensor(new long[] { 3, 0 });
        Values(x[TensorIndex.Slice(1), TensorIndex.Tensor(columns)]).Should().Equal(7, 4, 11, 8);
        x[TensorIndex.Slice(1), TensorIndex.Tensor(columns)] = tensor(new float[] { 70, 40, 110, 80 }).view(2, 2);
        Values(x[1]).Should().Equal(40, 5, 6, 70);
    }

    [Fact]
    public void Repeated_positions_accumulate_on_request()
    {
        var y = zeros(3);
        y.index_put_(ones(4), [TensorIndex.Tensor(tensor(new long[] { 0, 0, 2, 0 }))], accumulate: true);
        Values(y).Should().Equal(3, 0, 1);
    }

    [Fact]
    public void Assignment_broadcasts_and_converts()
    {
        x[1] = 5L;
        x[TensorIndex.Colon, 0] = tensor(new double[] { 1, 2, 3 });
        Values(x).Should().Equal(1, 1, 2, 3, 2, 5, 5, 5, 3, 9, 10, 11);
    }

    [Fact]
    public void Assignment_is_part_of_the_graph()
    {
        var w = ones(4, requires_grad: true);
        var y = zeros(3, 4);
        y[1] = w * 2;
        y[.., 0] = w[0] * 3;
        y.sum().backward();
        Values(w.grad!).Should().Equal(9, 2, 2, 2);
    }

    [Fact]
    public void A_boolean_keeps_or_drops_everything()
    {
        x[TensorIndex.Bool(true)].shape.Should().Equal(1, 3, 4);
        x[TensorIndex.Bool(false)].shape.Should().Equal(0, 3, 4);
    }
}
