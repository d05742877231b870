using static TorchSharp.torch;

namespace Gan.Data.Tests.Files;

public sealed class NpyReaderTests : NpyTest
{
    [Fact]
    public void Column_major_order_becomes_row_major()
    {
        using var table = NpyFile.Read(Fixture("fortran"));
        table.shape.Should().Equal(2, 3);
        table.Floats().Should().Equal(0, -1, 0.5f, 1, 3.25f, -2);
        using var cube = NpyFile.Read(Fixture("fortran3"));
        cube.shape.Should().Equal(2, 3, 4);
        cube.data<int>().ToArray().Should().Equal(Enumerable.Range(0, 24));
    }

    [Theory]
    [InlineData("i2", ScalarType.Int16)]
    [InlineData("i4", ScalarType.Int32)]
    [InlineData("i8", ScalarType.Int64)]
    [InlineData("f2", ScalarType.Float16)]
    [InlineData("f4", ScalarType.Float32)]
    [InlineData("f8", ScalarType.Float64)]
    public void Big_endian_numbers_are_turned_around(string code, ScalarType type)
    {
        using var read = NpyFile.Read(Fixture("big-endian-" + code));
        read.dtype.Should().Be(type);
        read.shape.Should().Equal(2, 3);
        using var floats = read.to(ScalarType.Float32);
        floats.Floats().Should().Equal(1, 2, -3, 100, 0, 7);
    }

    [Fact]
    public void Any_byte_but_zero_is_true()
    {
        using var read = NpyFile.Read(
            folder.Write(
                "x.npy",
                [.. WithHeader("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }"), 0, 200, 1]
            )
        );
        read.bytes.ToArray().Should().Equal(0, 1, 1);
    }

    [Fact]
    public void A_truncated_file_is_refused_with_both_sizes() =>
        Refuse(
            folder.Write("x.npy", File.ReadAllBytes(Fixture("float32"))[..^1]),
            "expected 24 bytes of data, as its header says (float32 [2, 3]), but found 23: the file is truncated. *"
        );

    [Fact]
    public void Bytes_left_over_are_refused() =>
        Refuse(
            folder.Write("x.npy", [.. File.ReadAllBytes(Fixture("float32")), 7]),
            "expected 24 bytes of data, *, but found 25: bytes are left over. *"
        );
}
