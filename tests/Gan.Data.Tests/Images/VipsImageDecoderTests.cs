namespace Gan.Data.Tests.Images;

public class VipsImageDecoderTests
{
    private static readonly DecodeRequest Request = new(32, ResizeRule.CropCenter, 1_000_000);

    public static IEnumerable<object[]> Cases => PillowCase.Rows(resized: false);

    public static TheoryData<string> Formats =>
        ["rgb420.jpg", "palette.png", "rgba.webp", "rgb.gif", "lzw.tif", "palette.bmp"];

    public static IEnumerable<object[]> AllFiles =>
        PillowCase.All().Select(c => c.File).Distinct().Select(f => new object[] { f });

    public static IEnumerable<object[]> StillFiles =>
        AllFiles.Where(f => !((string)f[0]).StartsWith("animated", StringComparison.Ordinal));

    [VipsTheory, MemberData(nameof(Cases))]
    public void Every_kind_of_file_gives_Pillows_pixels(int index, string what)
    {
        what.Should().NotBeEmpty();
        PillowCase.All().ElementAt(index).Check();
    }

    [Fact]
    public void A_libvips_comes_with_the_package() =>
        VipsImageDecoder.IsAvailable.Should().BeTrue("the package's needs no installation");

    [LinuxFact("Only Linux lists in a file what a process has loaded.")]
    public void The_libvips_of_the_package_decodes_whichever_the_machine_has()
    {
        VipsImageDecoder.IsAvailable.Should().BeTrue();
        var loaded = File.ReadLines("/proc/self/maps")
            .Where(line => line.Contains("libvips.so"))
            .Select(line => line[line.IndexOf('/')..])
            .Distinct();
        loaded
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("runtimes/linux-x64/native", "it lies beside the program or in the NuGet folder");
    }

    [VipsTheory, MemberData(nameof(Formats))]
    public void Damaged_files_are_decoded_or_refused_and_nothing_else(string file)
    {
        var good = File.ReadAllBytes(PillowCase.PathOf(file));
        var random = new Random(1);
        (var refused, var count) = (0, Mutations.Count(2_000));
        for (var i = 0; i < count; i++)
        {
            byte[] bad = [.. good];
            for (var change = random.Next(1, 9); change > 0; change--)
            {
                bad[random.Next(i % 2 == 0 ? Math.Min(64, bad.Length) : bad.Length)] ^= (byte)(1 << random.Next(8));
            }

            bad = i % 5 == 0 ? bad[..random.Next(1, bad.Length)] : bad;
            refused += Refuses(bad) ? 1 : 0;
        }

        refused.Should().BeGreaterThan(count / 5, "at least every file that was cut short");
    }

    // Of an animation only the first picture has to be whole.
    [VipsTheory, MemberData(nameof(StillFiles))]
    public void A_file_that_ends_early_is_refused(string file)
    {
        var good = File.ReadAllBytes(PillowCase.PathOf(file));
        foreach (var length in new[] { 1, 8, 16, good.Length / 4, good.Length / 2, good.Length * 3 / 4 })
        {
            Refuses(good[..length]).Should().BeTrue("it ends after {0} of {1} bytes", length, good.Length);
        }
    }

    [VipsFact]
    public void A_header_that_claims_billions_of_pixels_is_refused_before_memory_is_taken()
    {
        var png = File.ReadAllBytes(PillowCase.PathOf("rgb.png"));
        byte[] bomb = [.. png[..16], 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, .. png[24..29], .. Crc(0xEA60), .. png[33..]];
        Action decode = () => VipsImageDecoder.Instance.Decode(bomb, Request with { MaxPixels = 100_000_000 });
        decode
            .Should()
            .Throw<ImageFaultException>()
            .WithMessage("its header claims 60000 x 60000 pixels, but at most 100000000 are allowed (MaxPixels)")
            .Which.Fault.Should()
            .Be(ImageFault.TooLarge);
    }

    [VipsTheory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>")]
    [InlineData("%PDF-1.4")]
    [InlineData("#?RADIANCE\n")]
    [InlineData("P6 1 1 255 abc")]
    [InlineData("push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'x'\npop graphic-context")]
    public void Only_the_named_formats_reach_the_library(string content)
    {
        Action decode = () => VipsImageDecoder.Instance.Decode(System.Text.Encoding.UTF8.GetBytes(content), Request);
        decode.Should().Throw<ImageFaultException>().Which.Fault.Should().Be(ImageFault.Unsupported);
    }

    [VipsFact]
    public void Threads_at_the_same_time_get_the_pixels_and_the_reasons_of_one()
    {
        byte[][] files =
        [
            .. AllFiles.Select(f => File.ReadAllBytes(PillowCase.PathOf((string)f[0]))),
            .. AllFiles.Select(f => File.ReadAllBytes(PillowCase.PathOf((string)f[0]))[..^40]),
        ];
        string[] alone = [.. files.Select(Summary)];
        var together = new string[files.Length];
        Parallel.For(
            0,
            files.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => together[i] = Summary(files[i])
        );
        together.Should().Equal(alone);
    }

    private static bool Refuses(byte[] file)
    {
        try
        {
            using var image = VipsImageDecoder.Instance.Decode(file, Request);
            image.Pixels.Length.Should().BeGreaterThan(0);
            return false;
        }
        catch (ImageFaultException e)
        {
            e.Message.Should().NotBeEmpty();
            return true;
        }
    }

    private static string Summary(byte[] file)
    {
        try
        {
            using var image = VipsImageDecoder.Instance.Decode(file, Request);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(image.Pixels));
        }
        catch (ImageFaultException e)
        {
            return e.Message;
        }
    }

    // The header's checksum, so that the size is what is refused: CRC-32 of IHDR with both sides of so many pixels,
    // 8-bit RGB.
    private static byte[] Crc(int side)
    {
        byte[] header =
        [
            .. "IHDR"u8,
            0,
            0,
            (byte)(side >> 8),
            (byte)side,
            0,
            0,
            (byte)(side >> 8),
            (byte)side,
            8,
            2,
            0,
            0,
            0,
        ];
        var crc = uint.MaxValue;
        foreach (var b in header)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }
}
