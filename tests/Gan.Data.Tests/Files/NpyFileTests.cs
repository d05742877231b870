using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Files;

public sealed class NpyFileTests : NpyTest
{
    public static TheoryData<string> Fixtures =>
        ["float32", "uint8", "int64", "float64", "int8", "int16", "int32", "float16", "bool"];

    [Fact]
    public void Arrays_that_NumPy_saved_are_read()
    {
        using var floats = NpyFile.Read(Fixture("float32"));
        floats.shape.Should().Equal(2, 3);
        floats.Floats().Should().Equal(0, -1, 0.5f, 1, 3.25f, -2);

        using var bytes = NpyFile.Read(Fixture("uint8"));
        bytes.shape.Should().Equal(2, 3, 4);
        bytes.Bytes().Should().Equal(Idx.Ramp(24));

        using var longs = NpyFile.Read(Fixture("int64"));
        longs.shape.Should().Equal(5);
        longs.Longs().Should().Equal(-1, 0, 1, 1L << 40, long.MinValue);

        using var pi = NpyFile.Read(Fixture("float64"));
        pi.shape.Should().BeEmpty();
        BitConverter.ToDouble(pi.bytes).Should().Be(Math.PI);
    }

    [Fact]
    public void Unsigned_arrays_are_read_as_the_next_wider_type()
    {
        using var shorts = NpyFile.Read(Fixture("uint16"));
        (shorts.dtype, shorts.shape.Length).Should().Be((ScalarType.Int32, 2));
        shorts.to(ScalarType.Int64).Longs().Should().Equal(0, 1, 32768, 65535);
        using var words = NpyFile.Read(Fixture("uint32"));
        words.Longs().Should().Equal(0, 1L << 31, uint.MaxValue);
        using var longs = NpyFile.Read(Fixture("uint64"));
        longs.Longs().Should().Equal(1, long.MaxValue);
        using var turned = NpyFile.Read(Fixture("big-endian-u2"));
        turned.to(ScalarType.Int64).Longs().Should().Equal(1, 2, 3, 258, 32768, 65535);
        using var turnedWords = NpyFile.Read(Fixture("big-endian-u4"));
        turnedWords.Longs().Should().Equal(258, uint.MaxValue - 1L);
    }

    [Fact]
    public void Unsigned_values_beyond_the_widest_type_are_refused()
    {
        const string Header = "{'descr': '<u8', 'fortran_order': False, 'shape': (2,), }";
        byte[] values = [1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255];
        Refuse(
            folder.Write("x.npy", [.. WithHeader(Header), .. values]),
            "expected values of uint64 below 2^63, but found 18446744073709551615. *"
        );
        Refuse(
            folder.Write("y.npy", [.. WithHeader(Header), .. values[..8]]),
            "expected 16 bytes of data, as its header says (uint64 [2]), but found 8: the file is truncated. *"
        );
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void What_is_written_is_what_NumPy_writes_byte_for_byte(string fixture)
    {
        using var tensor = NpyFile.Read(Fixture(fixture));
        var path = Path.Combine(folder.Path, "written.npy");
        NpyFile.Write(path, tensor);
        File.ReadAllBytes(path).Should().Equal(File.ReadAllBytes(Fixture(fixture)));
    }

    [Fact]
    public void A_transposed_tensor_is_written_row_by_row()
    {
        var path = Path.Combine(folder.Path, "transposed.npy");
        using (var tensor = NpyFile.Read(Fixture("float32")))
        using (var transposed = tensor.transpose(0, 1))
        {
            NpyFile.Write(path, transposed);
        }

        using var read = NpyFile.Read(path);
        read.shape.Should().Equal(3, 2);
        read.Floats().Should().Equal(0, 1, -1, 3.25f, 0.5f, -2);
    }

    [Fact]
    public void An_array_larger_than_a_block_survives_the_way()
    {
        var path = Path.Combine(folder.Path, "large.npy");
        using var written = torch.arange(2_500_000, dtype: ScalarType.Int64);
        NpyFile.Write(path, written);
        using var read = NpyFile.Read(path);
        read.Longs().Should().Equal(written.Longs());
    }

    [Fact]
    public void An_array_without_elements_survives_the_way()
    {
        var path = Path.Combine(folder.Path, "none.npy");
        using var written = torch.zeros(0, 3);
        NpyFile.Write(path, written);
        using var read = NpyFile.Read(path);
        read.shape.Should().Equal(0, 3);
    }

    [Fact]
    public void Another_type_is_not_written()
    {
        using var tensor = torch.zeros([2], dtype: ScalarType.BFloat16);
        FluentActions
            .Invoking(() => NpyFile.Write(Path.Combine(folder.Path, "x.npy"), tensor))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A .npy file takes uint8, int8, int16, int32, int64, "
                    + "float16, float32, float64 or bool, but the tensor is bfloat16. Convert it with .to(...) first."
            );
    }
}
