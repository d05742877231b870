namespace Gan.Data.Tests.Files;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_given_as_images_are_named_as_such(bool packed) =>
        Refuse(
            "images",
            Idx.Labels(1, 2, 3),
            packed,
            "expected the magic number 0x00000803 (unsigned bytes, 3 axes), but found 0x00000801. "
                + "This is a file of labels: pass it as labels, and the file with 'images' in its name as images."
        );

    [Fact]
    public void Images_given_as_labels_are_named_as_such()
    {
        var images = folder.Write("images", Idx.Images(3));
        FluentActions
            .Invoking(() => IdxFile.Load(images, images))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"{images}: expected the magic number 0x00000801 (unsigned bytes, 1 axis), but found 0x00000803. "
                    + "This is a file of images: *"
            );
    }

    [Fact]
    public void Floats_are_refused() =>
        Refuse(
            "images",
            Idx.Bytes(0xD03, [1, 2, 2], new byte[16]),
            packed: false,
            "*found 0x00000D03. Only IDX files of unsigned bytes are read: *"
        );

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Refuse(
            "image.png",
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            packed: false,
            "expected the magic number 0x00000803 (unsigned bytes, 3 axes), but found 0x89504E47. "
                + "This is no IDX file: pass the path of one, plain or gzip."
        );

    [Fact]
    public void An_empty_file_is_refused() =>
        Refuse(
            "images",
            [],
            packed: false,
            "expected a header of 16 bytes, but found 0 bytes in the whole file. Copy or download the file again."
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_cut_short_is_refused(bool packed) =>
        Refuse(
            "images",
            Idx.Images(3)[..9],
            packed,
            "expected a header of 16 bytes, but found 9 bytes in the whole file. *"
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_file_is_refused_with_both_sizes(bool packed) =>
        Refuse(
            "images",
            Idx.Images(3)[..^5],
            packed,
            "expected 18 bytes of data, as its header says (3 x 2 x 3), but found 13: the file is truncated. *"
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_left_over_are_refused(bool packed) =>
        Refuse(
            "images",
            [.. Idx.Images(3), 0],
            packed,
            "expected 18 bytes of data, as its header says (3 x 2 x 3), but found more bytes after them. *"
        );

    [Fact]
    public void A_header_that_claims_more_than_a_plain_file_holds_is_refused_before_allocating() =>
        Refuse(
            "images",
            Idx.Bytes(0x803, [uint.MaxValue, uint.MaxValue, uint.MaxValue], new byte[10]),
            packed: false,
            "expected 79228162458924105385300197375 bytes of data, "
                + "as its header says (4294967295 x 4294967295 x 4294967295), but found 10: the file is truncated. *"
        );

    [Fact]
    public void A_header_that_claims_more_than_a_gzip_file_can_hold_is_refused_before_allocating() =>
        Refuse(
            "images.gz",
            Idx.Bytes(0x803, [60_000, 28_000, 28_000], new byte[10]),
            packed: true,
            "expected 47040000000000 bytes of data, as its header says (60000 x 28000 x 28000), "
                + "but found a gzip file of * bytes, which can hold at most *"
        );

    [Theory]
    [InlineData(0u, 28u)]
    [InlineData(5u, 0u)]
    public void An_empty_set_is_refused(uint count, uint size) =>
        Refuse(
            "images",
            Idx.Bytes(0x803, [count, size, 28], []),
            packed: false,
            $"expected at least one value, but found an empty set ({count} x {size} x 28). "
                + "Pass a file with samples in it."
        );

    [Theory]
    [InlineData("a bit flipped in the data")]
    [InlineData("a wrong checksum")]
    [InlineData("cut in the data")]
    [InlineData("cut in the checksum")]
    public void Damaged_gzip_data_are_refused(string damage)
    {
        // Random pixels do not compress, so a flipped bit changes a pixel and only the checksum can tell.
        var pixels = new byte[5_000];
        new Random(2).NextBytes(pixels);
        var file = Idx.Gzip(Idx.Bytes(0x803, [5, 25, 40], pixels));
        switch (damage)
        {
            case "a bit flipped in the data":
                file[3_000] ^= 0x10;
                break;
            case "a wrong checksum":
                file[^8] ^= 1;
                break;
            case "cut in the data":
                file = file[..3_000];
                break;
            default:
                file = file[..^6];
                break;
        }

        var path = folder.Write("images.gz", file);
        FluentActions
            .Invoking(() => IdxFile.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .Which.Message.Should()
            .StartWith($"{path}: expected ")
            .And.MatchRegex("intact gzip data|the file is truncated");
    }

    private void Refuse(string name, byte[] content, bool packed, string message)
    {
        var path = folder.Write(name, packed ? Idx.Gzip(content) : content);
        FluentActions
            .Invoking(() => IdxFile.Load(path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }
}
