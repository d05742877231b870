using System.Buffers.Binary;

namespace Gan.Data.Tests.Images;

public class BmpReaderTests
{
    private static readonly DecodeRequest Request = new(32, ResizeRule.CropCenter, 1_000_000);

    [Fact]
    public void A_palette_index_without_a_colour_is_refused_and_bits_are_read()
    {
        var good = System.IO.File.ReadAllBytes(PillowCase.PathOf("one-bit.bmp"));
        using var image = VipsImageDecoder.Instance.Decode(good, Request);
        (image.Height, image.Width, image.Layout, image.Bits).Should().Be((17, 23, PixelLayout.Rgb, 8));
        byte[] short1 = [.. good];
        short1[46] = 1;
        Refused(short1, ImageFault.Damaged, "a pixel has colour 1 of a palette of 1");
    }

    [Fact]
    public void Rows_stand_from_the_bottom_up_unless_the_height_is_negative()
    {
        byte[] rows = [1, 2, 3, 0, 4, 5, 6, 0]; // blue, green, red, and a byte that fills each row to four
        Pixels(File(bits: 24, width: 1, height: 2, rows)).Should().Equal(6, 5, 4, 3, 2, 1);
        Pixels(File(bits: 24, width: 1, height: -2, rows)).Should().Equal(3, 2, 1, 6, 5, 4);
    }

    [Fact]
    public void Sixteen_bits_are_five_each_unless_masks_say_otherwise()
    {
        // Red 31, green 0, blue 1 of 31 at most.
        Pixels(File(16, 1, 1, [0x01, 0x7C, 0, 0])).Should().Equal(255, 0, 255 / 31);
        var masks = Words(0xF800, 0x07E0, 0x001F);
        Pixels(File(16, 1, 1, [0xE0, 0x07, 0, 0], masks: masks)).Should().Equal(0, 255, 0);
    }

    [Fact]
    public void Thirty_two_bits_have_alpha_where_a_mask_names_it()
    {
        Pixels(File(32, 1, 1, [1, 2, 3, 4])).Should().Equal(3, 2, 1);
        var masks = Words(0xFF0000, 0xFF00, 0xFF, 0xFF000000);
        Pixels(File(32, 1, 1, [1, 2, 3, 4], compression: 6, masks: masks)).Should().Equal(3, 2, 1, 4);
    }

    [Fact]
    public void The_old_header_of_OS_2_has_colours_of_three_bytes()
    {
        byte[] file = [.. "BM"u8, .. Words(0, 0, 32, 12), 1, 0, 1, 0, 1, 0, 1, 0, 9, 8, 7, 6, 5, 4, 0x80, 0, 0, 0];
        Pixels(file).Should().Equal(4, 5, 6);
    }

    [Fact]
    public void Other_kinds_are_refused_by_name()
    {
        Refused(File(8, 1, 1, [0, 0, 0, 0], compression: 1), ImageFault.Unsupported, "it is a BMP with compression 1*");
        Refused(File(2, 1, 1, [0, 0, 0, 0]), ImageFault.Unsupported, "it is a BMP of 2 bits a pixel");
        var strange = File(24, 1, 1, [0, 0, 0, 0]);
        strange[14] = 200;
        Refused(strange, ImageFault.Unsupported, "it has a BMP header of 200 bytes");
    }

    [Fact]
    public void What_ends_early_is_refused_with_what_was_cut()
    {
        var whole = File(24, 2, 2, new byte[16]);
        Refused(whole[..20], ImageFault.Damaged, "it has 20 bytes, less than a BMP's headers");
        Refused(whole[..40], ImageFault.Damaged, "it ends within its headers");
        Refused(whole[..60], ImageFault.Damaged, "it ends after 60 bytes of 70");
        Refused(File(8, 1, 1, []), ImageFault.Damaged, "its palette ends beyond the file");
        Refused(File(16, 1, 1, [], compression: 3), ImageFault.Damaged, "it ends within its masks");
    }

    // A header of 40 bytes, masks behind it, then the rows.
    private static byte[] File(
        ushort bits,
        int width,
        int height,
        byte[] rows,
        uint compression = 0,
        byte[]? masks = null
    )
    {
        var header = new byte[54];
        "BM"u8.CopyTo(header);
        uint kind = masks is not null && compression == 0 ? 3 : compression;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), 54 + (masks?.Length ?? 0));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), bits);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(30), kind);
        return [.. header, .. masks ?? [], .. rows];
    }

    private static byte[] Words(params uint[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private static byte[] Pixels(byte[] file)
    {
        using var image = VipsImageDecoder.Instance.Decode(file, Request);
        return image.Pixels.ToArray();
    }

    private static void Refused(byte[] file, ImageFault fault, string reason)
    {
        Action decode = () => VipsImageDecoder.Instance.Decode(file, Request).Dispose();
        decode.Should().Throw<ImageFaultException>().WithMessage(reason).Which.Fault.Should().Be(fault);
    }
}
