using System.Text;
using TorchSharp;

namespace Gan.Data.Tests.Files;

public sealed class NpyHeaderTests : NpyTest
{
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
            "expected uint8, uint16, uint32, uint64, int8, int16, int32, int64, float16, float32, float64 or bool, "
                + "but found the type '<c16'. Save both parts as numbers, *array.real, array.imag*"
        );
        Refuse(
            Fixture("structured"),
            "expected an array of one type, but found a structured array of the fields 'a', 'b'. Save them as columns, "
                + "such as with numpy.stack([array[name] for name in array.dtype.names], axis=-1).astype('<f4')."
        );
    }

    [Theory]
    [InlineData("'<U5'", "numpy.unique(array, return_inverse=True)[1]")]
    [InlineData("'|S3'", "numpy.unique(array, return_inverse=True)[1]")]
    [InlineData("'|O'", "numpy.stack(list(array)).astype('<f4')")]
    [InlineData("'<M8[ns]'", "array.astype('<i8')")]
    [InlineData("'<f16'", "array.astype('<f8')")]
    [InlineData("'|V2'", "array.astype('<f4')")]
    [InlineData("[('x', '<f4', (3,)), ('größe', [('y', '<i2')])]", "of the fields 'x', *axis=-1).astype('<f4')")]
    public void Each_type_that_is_refused_has_its_own_remedy(string type, string remedy) =>
        Refuse(
            folder.Write("x.npy", WithHeader($"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}")),
            $"*{remedy}*"
        );

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
}
