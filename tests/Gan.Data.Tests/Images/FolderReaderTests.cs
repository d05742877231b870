using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class FolderReaderTests : FolderTest
{
    [Fact]
    public void What_is_no_readable_image_is_skipped_with_the_reason()
    {
        Put("good.bmp");
        folder.Put("broken.bmp", Bmp.Of(1, 2, 3)[..60]);
        folder.Put("empty.png", []);
        folder.Put("other.jpg", "%PDF-1.4"u8.ToArray());
        folder.Put("wide.bmp", Bmp.Of(1, 2, 3, height: 1, width: 200));
        folder.Put("fat.bmp", Bmp.Of(1, 2, 3, height: 30, width: 3));
        using var data = ImageFolder.Load(
            folder.Path,
            Bmp.Small with
            {
                MaxPixels = 150,
                MaxFileBytes = 400 + 300,
            },
            new RecordingLogger()
        );
        data.Files.Should().Equal("fat.bmp", "good.bmp");
        data.Skipped.Select(s => (s.File, s.Fault))
            .Should()
            .Equal(
                ("broken.bmp", ImageFault.Damaged),
                ("empty.png", ImageFault.Empty),
                ("other.jpg", ImageFault.Unsupported),
                ("wide.bmp", ImageFault.TooLarge)
            );
        data.Skipped[3].Reason.Should().Be("its header claims 200 x 1 pixels, but at most 150 are allowed (MaxPixels)");
        using var less = ImageFolder.Load(folder.Path, Bmp.Small with { MaxFileBytes = 200 });
        less.Skipped.Should()
            .Contain(s => s.File == "fat.bmp" && s.Fault == ImageFault.TooLarge && s.Reason.Contains("MaxFileBytes"));
    }

    [Fact]
    public void The_run_stops_at_the_first_of_them_if_asked()
    {
        Put("a.bmp");
        folder.Put("b.bmp", Bmp.Of(1, 2, 3)[..60]);
        folder.Put("c.bmp", []);
        folder.Put("readme.txt", [1]);
        Action load = () => ImageFolder.Load(folder.Path, Bmp.Small with { OnDamaged = DamagedImages.Throw });
        load.Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*b.bmp: expected a readable image, but found that it is not: it ends after 60 bytes of 102. "
                    + "Mend or remove the file, or set OnDamaged*"
            );
        File.Delete(Path.Combine(folder.Path, "b.bmp"));
        File.Delete(Path.Combine(folder.Path, "c.bmp"));
        using var data = ImageFolder.Load(folder.Path, Bmp.Small with { OnDamaged = DamagedImages.Throw });
        data.Count.Should().Be(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void However_many_threads_decode_the_data_are_the_same(int workers)
    {
        for (var i = 0; i < 50; i++)
        {
            folder.Put($"{i:d2}.bmp", i % 7 == 3 ? [] : Bmp.Of((byte)i, 0, 0));
        }

        using var data = ImageFolder.Load(folder.Path, Bmp.Small with { Workers = workers, Channels = 3 });
        using var batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        byte[] reds = [.. batch.Samples.Floats().Chunk(48).Select(image => (byte)MathF.Round((image[0] + 1) * 127.5f))];
        reds.Should().Equal(Enumerable.Range(0, 50).Where(i => i % 7 != 3).Select(i => (byte)i));
        data.Skipped.Should().HaveCount(7);
    }

    [Fact]
    public void Decoding_stops_when_cancelled()
    {
        Put("a.bmp");
        Action load = () => ImageFolder.Load(folder.Path, Bmp.Small, cancellation: new CancellationToken(true));
        load.Should().Throw<OperationCanceledException>();
    }
}
