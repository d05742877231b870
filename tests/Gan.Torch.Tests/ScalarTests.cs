using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Torch.Tests;

public sealed class ScalarTests
{
    [Fact]
    public void A_number_keeps_its_type()
    {
        ((Scalar)1).Type.Should().Be(ScalarType.Int32);
        ((Scalar)1L).Type.Should().Be(ScalarType.Int64);
        ((Scalar)1f).Type.Should().Be(ScalarType.Float32);
        ((Scalar)1.0).Type.Should().Be(ScalarType.Float64);
        ((Scalar)true).Type.Should().Be(ScalarType.Bool);
    }

    [Fact]
    public void A_number_comes_back_as_it_was()
    {
        0.1.ToScalar().ToDouble().Should().Be(0.1);
        0.1f.ToScalar().ToSingle().Should().Be(0.1f);
        long.MaxValue.ToScalar().ToInt64().Should().Be(long.MaxValue);
        ((Scalar)(-7)).ToInt32().Should().Be(-7);
        ((Scalar)true).ToBoolean().Should().BeTrue();
        ((Scalar)2.9).ToInt64().Should().Be(2);
    }

    [Fact]
    public void A_scalar_does_not_change_the_type_of_a_floating_tensor()
    {
        using var scope = NewDisposeScope();
        (ones(2) * 2.5).dtype.Should().Be(ScalarType.Float32);
        (ones(2) + 1L).dtype.Should().Be(ScalarType.Float32);
        (ones(2, dtype: int64) * 2).dtype.Should().Be(ScalarType.Int64);
        (ones(2, dtype: int64) * 0.5).dtype.Should().Be(ScalarType.Float32);
    }

    [Fact]
    public void A_tensor_of_one_element_is_read_as_any_number()
    {
        using var x = tensor(3L);
        x.item<long>().Should().Be(3);
        x.ToInt32().Should().Be(3);
        x.ToDouble().Should().Be(3);
        x.ToSingle().Should().Be(3f);
        x.ToScalar().ToInt64().Should().Be(3);
        using var y = tensor(0.25);
        y.item<double>().Should().Be(0.25);
        y.ToSingle().Should().Be(0.25f);
    }

    [Fact]
    public void A_scalar_outlives_its_disposal_because_it_holds_nothing()
    {
        Scalar two = 2;
        two.Dispose();
        using var x = ones(2).mul(two);
        x.sum().item<float>().Should().Be(4);
    }
}
