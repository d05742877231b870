using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Fixtures =>
        ["float32", "uint8", "int64", "float64", "int8", "int16", "int32", "float16", "bool"];

    public void Dispose() => folder.Dispose();

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
    public void The_header_has_its_closed_form()
    {
        var path = Path.Combine(folder.Path, "grid.npy");
        using (var tensor = torch.zeros(1000, 1, 28, 28))
        {
            NpyFile.Write(path, tensor);
        }

        var file = File.ReadAllBytes(path);
        file.Should().HaveCount(128 + (1000 * 784 * 4));
        file[..10].Should().Equal(0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0);
        Encoding
            .ASCII.GetString(file, 10, 118)
            .Should()
            .Be("{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1, 28, 28), }".PadRight(117) + "\n");
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

    [Theory]
    [InlineData("version2")]
    [InlineData("version3")]
    public void Newer_versions_are_read(string name)
    {
        using var read = NpyFile.Read(Fixture(name));
        read.Floats().Should().Equal(0, -1, 0.5f, 1, 3.25f, -2);
    }

    [Fact]
    public void A_version_that_does_not_exist_is_refused() =>
        Refuse(
            folder.Write("x.npy", [0x93, .. "NUMPY"u8, 4, 0, 1, 0]),
            "expected version 1.0, 2.0 or 3.0, but found version 4.0. *"
        );

    [Fact]
    public void An_absurdly_long_header_is_refused() =>
        Refuse(
            folder.Write("x.npy", [0x93, .. "NUMPY"u8, 2, 0, 0, 0, 0, 0x7F]),
            "expected a header of at most 65536 bytes, but found 2130706432. *"
        );

    [Fact]
    public void Other_types_are_refused()
    {
        Refuse(
            Fixture("complex"),
            "expected uint8, int8, int16, int32, int64, float16, float32, float64 or bool, but found the type '<c16'. *"
        );
        Refuse(Fixture("structured"), "expected a header with 'descr', but found *");
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
    public void Double_quotes_and_the_long_numbers_of_Python_2_are_understood()
    {
        using var read = NpyFile.Read(
            folder.Write(
                "x.npy",
                [.. WithHeader("{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (2L,), }"), 5, 6]
            )
        );
        read.Bytes().Should().Equal(5, 6);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Refuse(
            folder.Write("x.npy", Encoding.ASCII.GetBytes("PK\u0003\u0004 and so on")),
            "expected a .npy file, which starts with 93 4E 55 4D 50 59, but found 50 4B 03 04 20 61. *"
        );

    [Fact]
    public void An_empty_file_is_refused() =>
        Refuse(folder.Write("x.npy", []), "expected a .npy file, *, but found an empty file. *");

    [Fact]
    public void A_header_cut_short_is_refused() =>
        Refuse(
            folder.Write("x.npy", File.ReadAllBytes(Fixture("float32"))[..40]),
            "expected a header of 118 bytes, but found 30: the file is truncated. *"
        );

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

    [Theory]
    [InlineData(
        "(9223372036854775807, 9223372036854775807, 9223372036854775807)",
        "expected 340282366920938463463374607431768211455 bytes of data, *but found 0: the file is truncated. *"
    )]
    [InlineData(
        "(99999999999999999999,)",
        "expected a shape of whole numbers, but found the size '99999999999999999999'. *"
    )]
    [InlineData("(-1,)", "expected a shape of whole numbers, but found the size '-1'. *")]
    public void An_absurd_shape_is_refused_before_allocating(string shape, string message) =>
        Refuse(
            folder.Write("x.npy", WithHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}")),
            message
        );

    [Theory]
    [InlineData("{'fortran_order': False, 'shape': (1,), }", "descr")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "shape")]
    public void A_header_without_one_of_its_fields_is_refused(string header, string field) =>
        Refuse(folder.Write("x.npy", WithHeader(header)), $"expected a header with '{field}', but found {header}. *");

    private static byte[] WithHeader(string header) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".npy");

    private static void Refuse(string path, string message) =>
        FluentActions
            .Invoking(() => NpyFile.Read(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
}
