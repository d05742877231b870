using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Files;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Archives_that_NumPy_saved_are_read(string file)
    {
        NpzFile.Names(Fixture(file)).Should().Equal("images", "labels", "table");
        using var scope = NewDisposeScope();
        var all = NpzFile.ReadAll(Fixture(file));
        all["images"].shape.Should().Equal(2, 2, 3, 4);
        all["images"].Bytes().Should().Equal(Idx.Ramp(48));
        all["labels"].data<int>().ToArray().Should().Equal(2, 0);
        NpzFile.Read(Fixture(file), "table").Floats().Should().Equal(0, -1, 0.5f, 1, 3.25f, -2);
    }

    [Fact]
    public void The_only_array_needs_no_name()
    {
        using var zeros = NpzFile.Read(Fixture("zeros.npz"));
        zeros.shape.Should().Equal(20_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again_and_is_the_same_file_each_time(bool compress)
    {
        var first = Path.Combine(folder.Path, "a.npz");
        var second = Path.Combine(folder.Path, "b.npz");
        using var scope = NewDisposeScope();
        var arrays = new Dictionary<string, Tensor>
        {
            ["x"] = torch.arange(6, dtype: ScalarType.Float64).reshape(2, 3),
            ["y/z"] = torch.zeros([0, 4], dtype: ScalarType.Bool),
        };
        NpzFile.Write(first, arrays, compress);
        NpzFile.Write(second, arrays, compress);
        File.ReadAllBytes(second).Should().Equal(File.ReadAllBytes(first));
        NpzFile.Names(first).Should().Equal("x", "y/z");
        NpzFile.Read(first, "x").data<double>().ToArray().Should().Equal(0, 1, 2, 3, 4, 5);
        NpzFile.Read(first, "y/z").shape.Should().Equal(0, 4);
        using var archive = ZipFile.OpenRead(first);
        using var entry = archive.GetEntry("x.npy")!.Open();
        entry.ReadByte().Should().Be(0x93);
    }

    [Fact]
    public void The_entries_hold_what_NumPy_writes_byte_for_byte()
    {
        var path = Path.Combine(folder.Path, "again.npz");
        using var scope = NewDisposeScope();
        NpzFile.Write(path, NpzFile.ReadAll(Fixture("stored.npz")));
        using var ours = ZipFile.OpenRead(path);
        using var theirs = ZipFile.OpenRead(Fixture("stored.npz"));
        ours.Entries.Select(e => (e.FullName, e.Length, e.CompressedLength, e.Crc32))
            .Should()
            .Equal(theirs.Entries.Select(e => (e.FullName, e.Length, e.CompressedLength, e.Crc32)));
    }

    [Fact]
    public void A_name_that_is_not_there_is_answered_with_those_that_are() =>
        Refuse(
            Fixture("stored.npz"),
            "faces",
            "*: expected one array named 'faces', but found 'images', 'labels', 'table'. Say by its name*"
        );

    [Fact]
    public void An_archive_larger_than_allowed_is_refused_before_it_is_unpacked()
    {
        FluentActions
            .Invoking(() => NpzFile.Read(Fixture("zeros.npz"), maxBytes: 10_000))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*[arr_0]: expected at most 10000 bytes, but found 80128. *");
        FluentActions
            .Invoking(() => NpzFile.ReadAll(Fixture("stored.npz"), maxBytes: 300))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*labels*expected at most 124 bytes*");
    }

    [Fact]
    public void A_size_that_no_packed_data_can_have_is_refused()
    {
        var file = File.ReadAllBytes(Fixture("zeros.npz"));
        // The unpacked size in the central directory: 24 bytes behind its signature PK 01 02.
        var directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(100_000_000).CopyTo(file, directory + 24);
        Refuse(
            folder.Write("bomb.npz", file),
            null,
            "*expected at most * bytes, which * packed ones can hold, but found a claim of 100000000. *"
        );
    }

    [Fact]
    public void A_changed_number_is_found_by_the_checksum()
    {
        var file = File.ReadAllBytes(Fixture("stored.npz"));
        var number = file.AsSpan().IndexOf(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 });
        file[number + 3] ^= 64;
        Refuse(folder.Write("x.npz", file), "images", "*expected the checksum *, but found *: the data are damaged. *");
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Refuse(
            folder.Write("x.npz", [1, 2, 3]),
            null,
            "*expected an intact zip archive of .npy arrays, but found damage (*"
        );

    [Fact]
    public void A_bound_below_one_is_refused() =>
        FluentActions
            .Invoking(() => NpzFile.Read("x.npz", maxBytes: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("maxBytes must be at least 1, but was 0.*");

    private static void Refuse(string path, string? name, string message) =>
        FluentActions
            .Invoking(() => NpzFile.Read(path, name))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(message);

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
