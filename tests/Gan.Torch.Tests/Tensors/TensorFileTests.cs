using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Tensors;

public class TensorFileTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void A_tensor_comes_back_from_a_stream_as_it_was(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var stored = arange(300).reshape(3, 100).remainder(7).to_type(type);
        using var stream = new MemoryStream();
        stored.Save(stream);
        stream.Position = 0;
        var read = Tensor.Load(stream);
        read.dtype.Should().Be(type);
        read.shape.Should().Equal(3, 100);
        read.eq(stored).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void The_bytes_are_type_dimensions_sizes_and_rows()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        arange(300).reshape(1, 300).to_type(ScalarType.Byte).Save(stream);
        // 300 as LEB128 is AC 02; type 0 is a byte.
        stream.ToArray()[..6].Should().Equal(0, 2, 1, 0xAC, 0x02, 0);
        stream.Length.Should().Be(5 + 300);
    }

    [Fact]
    public void A_transposed_view_is_stored_row_by_row()
    {
        using var scope = NewDisposeScope();
        var file = Path.GetTempFileName();
        try
        {
            save(arange(6).reshape(2, 3).t(), file);
            load(file).data<long>().ToArray().Should().Equal(0, 3, 1, 4, 2, 5);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Tensors_lie_one_after_the_other_and_can_be_passed_over()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ones(5).Save(writer);
        (ones(2) * 3).Save(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var target = zeros(2);
        target.Load(reader, skip: true);
        target.Load(reader);
        target.data<float>().ToArray().Should().Equal(3, 3);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_not_read_into()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        ones(5).Save(stream);
        stream.Position = 0;
        var read = () => zeros(4).Load(new BinaryReader(stream));
        read.Should().Throw<ArgumentException>().WithMessage("*[4]*[5]*");
    }

    [Fact]
    public void Elements_alone_go_through_a_stream()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        arange(4).reshape(2, 2).t().WriteBytesToStream(stream);
        stream.Length.Should().Be(32);
        stream.Position = 0;
        var read = zeros(4, ScalarType.Int64);
        read.ReadBytesFromStream(stream);
        read.data<long>().ToArray().Should().Equal(0, 2, 1, 3);
    }
}
