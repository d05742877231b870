using static TorchSharp.torch;

namespace Gan.Torch.Tests.Utils;

public sealed class TensorAccessorTests
{
    [Fact]
    public void Values_come_in_row_major_order_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        var x = arange(6, dtype: int64).view(2, 3);
        x.data<long>().ToArray().Should().Equal(0, 1, 2, 3, 4, 5);
        x.t().data<long>().ToArray().Should().Equal(0, 3, 1, 4, 2, 5);
        x[.., 1..].data<long>().Should().Equal(1, 2, 4, 5);
        x.t().data<long>()[2, 1].Should().Be(5);
    }

    [Fact]
    public void Writes_reach_the_tensor()
    {
        using var x = zeros(2, 3);
        using (var data = x.data<float>())
        {
            data[1, 2] = 7;
            data.CopyFrom([1, 2], 0, 0);
            data.Count.Should().Be(6);
        }
        x.data<float>().ToArray().Should().Equal(1, 2, 0, 0, 0, 7);
    }

    [Fact]
    public void Writes_to_a_transposed_tensor_reach_the_right_elements()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x.t().data<float>().CopyFrom([1, 2, 3, 4, 5, 6]);
        x.data<float>().ToArray().Should().Equal(1, 3, 5, 2, 4, 6);
    }

    [Fact]
    public void CopyTo_fills_from_a_place_in_the_tensor()
    {
        using var x = arange(5, dtype: float32);
        var target = new float[4];
        x.data<float>().CopyTo(target, 1, 2);
        target.Should().Equal(0, 2, 3, 4);
    }

    [Fact]
    public void Every_element_type_has_its_accessor()
    {
        using var scope = NewDisposeScope();
        tensor(new[] { true, false }).data<bool>().ToArray().Should().Equal(true, false);
        tensor(new byte[] { 1, 255 }).data<byte>().ToArray().Should().Equal(1, 255);
        tensor(new[] { -3 }).data<int>()[0].Should().Be(-3);
        tensor(new double[] { 0.1 }).data<double>()[0].Should().Be(0.1);
        ones(2, dtype: float16).data<Half>()[1].Should().Be((Half)1);
    }

    [Fact]
    public void An_accessor_keeps_its_data_alive()
    {
        var x = ones(3);
        using var data = x.data<float>();
        x.Dispose();
        data.ToArray().Should().Equal(1, 1, 1);
    }

    [Fact]
    public void Bytes_are_the_tensor_itself()
    {
        using var x = zeros(2, dtype: int32);
        x.bytes[4] = 3;
        x[1].item<int>().Should().Be(3);
        x.bytes = new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 };
        x.data<int>().ToArray().Should().Equal(1, 2);
    }
}
