using Gan.Data.Tests.Images;
using TorchSharp;

namespace Gan.Data.Tests.Cache;

public sealed class ImageCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder place = new();
    private readonly OwnDecoder decoder = new(
        4,
        4,
        PixelLayout.Grey,
        8,
        [.. Enumerable.Range(0, 16).Select(i => (byte)i)]
    );

    public ImageCacheTests()
    {
        for (int i = 0; i < 6; i++)
        {
            folder.Put($"class {i % 2}/{i}.bmp", Bmp.Of((byte)(40 * i), 1, 2));
        }

        folder.Put("class 0/broken.bmp", Bmp.Of(1, 2, 3)[..60]);
    }

    private string Cache => Path.Combine(place.Path, "photos.cache");

    private ImageFolderOptions Options => Bmp.Small with { Cache = Cache };

    public void Dispose()
    {
        folder.Dispose();
        place.Dispose();
    }

    [Fact]
    public void The_second_start_reads_what_the_first_decoded()
    {
        using ImageFolder plain = Load(Options with { Cache = null }),
            first = Load(Options),
            second = Load(Options, out RecordingLogger log);
        (plain.IsCached, first.IsCached, second.IsCached).Should().Be((false, true, true));
        log.Informations.Should().ContainSingle().Which.Should().Contain("is used: 6 images");
        foreach (ImageFolder data in new[] { first, second })
        {
            Pixels(data).Should().Equal(Pixels(plain));
            data.Files.Should().Equal(plain.Files);
            data.ClassNames.Should().Equal(plain.ClassNames);
            data.Skipped.Should().Equal(plain.Skipped);
        }
    }

    [Fact]
    public void The_second_start_decodes_nothing()
    {
        Load(Options with { Decoder = decoder }).Dispose();
        decoder.Calls.Should().Be(7);
        Load(Options with { Decoder = decoder }).Dispose();
        decoder.Calls.Should().Be(7);
    }

    [Fact]
    public void A_changed_folder_or_setting_makes_it_anew()
    {
        Load(Options).Dispose();
        Remade(
            Options,
            "the folder has changed",
            () => File.SetLastWriteTimeUtc(At("class 0/0.bmp"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc))
        );
        Remade(Options, "the folder has changed", () => folder.Put("class 1/new.bmp"));
        Remade(Options, "the folder has changed", () => File.Move(At("class 1/new.bmp"), At("class 1/newer.bmp")));
        Remade(Options, "the folder has changed", () => File.Delete(At("class 1/newer.bmp")));
        Remade(Options, "the folder has changed", () => Directory.Move(At("class 1"), At("class x")));
        Remade(Options with { Size = 5 }, "other settings");
        Remade(Options with { Channels = 1 }, "other settings");
        Remade(Options with { Resize = ResizeRule.FitPad }, "other settings");
        Remade(Options with { Resampling = Resampling.Box }, "other settings");
        Remade(Options with { Background = ImageColor.Black }, "other settings");
        Remade(Options with { Decoder = decoder }, "other settings");
    }

    [Fact]
    public void Parts_of_a_split_share_one_cache()
    {
        using ImageFolder train = Load(Options with { Split = ImageSplit.Train, ValidationShare = 0.5 });
        using ImageFolder validation = Load(
            Options with
            {
                Split = ImageSplit.Validation,
                ValidationShare = 0.5,
            },
            out RecordingLogger log
        );
        log.Informations.Should().ContainSingle().Which.Should().Contain("is used");
        using ImageFolder alone = Load(
            Options with
            {
                Cache = null,
                Split = ImageSplit.Validation,
                ValidationShare = 0.5,
            }
        );
        validation.Files.Should().Equal(alone.Files);
        Pixels(validation).Should().Equal(Pixels(alone));
        (train.Count + validation.Count).Should().Be(6);
        (train.Skipped.Count + validation.Skipped.Count).Should().Be(1);
    }

    [Fact]
    public void A_cache_cut_short_anywhere_is_never_read()
    {
        Load(Options).Dispose();
        byte[] good = File.ReadAllBytes(Cache);
        for (int length = 0; length < good.Length; length += 211)
        {
            File.WriteAllBytes(Cache, good[..length]);
            Refused();
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_never_trained_on()
    {
        using ImageFolder plain = Load(Options with { Cache = null });
        byte[] expected = Pixels(plain);
        Load(Options).Dispose();
        byte[] good = File.ReadAllBytes(Cache);
        for (int at = 0; at < good.Length; at += at < 256 ? 3 : 61)
        {
            byte[] bad = [.. good];
            bad[at] ^= (byte)(1 << at % 8);
            File.WriteAllBytes(Cache, bad);
            if (at is >= 4096 and < 4096 + (6 * 48))
            {
                using ImageCache opened = ImageCache.Load(Cache);
                opened
                    .Invoking(Pixels)
                    .Should()
                    .Throw<DataFormatException>()
                    .WithMessage(
                        "*expected the pixels that were written, but found others in the 64 KiB from byte "
                            + "4096 on. Delete the file*"
                    );
                FluentActions
                    .Invoking(() => ImageCache.Load(Cache, verify: true))
                    .Should()
                    .Throw<DataFormatException>()
                    .WithMessage("*its pixels are damaged*");
                using ImageFolder mended = Load(Options with { VerifyCache = true });
                Pixels(mended).Should().Equal(expected);
            }
            else
            {
                Refused();
            }
        }
    }

    [Fact]
    public void A_broken_off_start_leaves_no_cache_and_the_next_clears_up()
    {
        using var stop = new CancellationTokenSource();
        Action load = () =>
            ImageFolder.Load(
                folder.Path,
                Options with
                {
                    Decoder = new StoppingDecoder(stop),
                },
                cancellation: stop.Token
            );
        load.Should().Throw<OperationCanceledException>();
        Directory.GetFiles(place.Path).Should().BeEmpty();
        string busyName = $"photos.cache.{new string('b', 32)}.part";
        place.Write($"photos.cache.{new string('a', 32)}.part", [1, 2, 3]);
        place.Write("photos.cache.zip.part", [1, 2, 3]); // somebody's download
        place.Write("photos.cache.part", [1, 2, 3]);
        using var busy = new FileStream(
            Path.Combine(place.Path, busyName),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None
        );
        Load(Options).Dispose();
        Directory
            .GetFiles(place.Path)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("photos.cache", busyName, "photos.cache.zip.part", "photos.cache.part");
    }

    [Fact]
    public void Where_none_can_be_written_the_images_stay_in_memory_and_a_warning_says_so()
    {
        using ImageFolder data = Load(
            Options with
            {
                Cache = Path.Combine(At("class 0/0.bmp"), "x"),
            },
            out RecordingLogger log
        );
        (data.IsCached, data.Count).Should().Be((false, 6));
        log.Warnings.Should().Contain(w => w.Contains("cannot be written"));
    }

    [Fact]
    public void A_damaged_file_stops_the_run_also_when_the_cache_knows_it()
    {
        Load(Options).Dispose();
        Action load = () => Load(Options with { OnDamaged = DamagedImages.Throw });
        load.Should().Throw<DataFormatException>().WithMessage("*broken.bmp: expected a readable image*");
    }

    [Fact]
    public void A_cache_opens_without_its_folder_and_checks_indices()
    {
        using (ImageFolder data = Load(Options))
        {
            using ImageCache alone = ImageCache.Load(Cache, verify: true);
            Pixels(alone).Should().Equal(Pixels(data));
            (alone.Name, alone.Count, alone.Classes).Should().Be((data.Name, 6, 2));
            alone.ClassNames.Should().Equal("class 0", "class 1");
            alone.Skipped.Should().ContainSingle().Which.File.Should().Be("class 0/broken.bmp");
            alone.Invoking(a => a.Read(Numbers.Indices(6), torch.CPU)).Should().Throw<ArgumentOutOfRangeException>();
        }

        FluentActions
            .Invoking(() => ImageCache.Load(At("class 0/0.bmp")))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*but found that it is no cache of images*");
    }

    [Fact]
    public void Blocks_that_hold_parts_of_images_are_checked_and_read_in_any_order()
    {
        // 192 x 192 x 3 bytes: an image begins and ends within blocks of 64 KiB.
        using ImageFolder plain = Load(Options with { Cache = null, Size = 48 * 4 }),
            cached = Load(Options with { Size = 48 * 4 });
        foreach (long index in new long[] { 5, 0, 3, 3, 1 })
        {
            using Batch a = plain.Read(Numbers.Indices(index), torch.CPU),
                b = cached.Read(Numbers.Indices(index), torch.CPU);
            b.Samples.Floats().Should().Equal(a.Samples.Floats());
            b.Labels!.Longs().Should().Equal(a.Labels!.Longs());
        }
    }

    [Fact]
    public void What_is_disposed_or_refused_is_no_longer_mapped()
    {
        const string Maps = "/proc/self/maps"; // on Linux alone
        ImageFolder data = Load(Options);
        bool Mapped() => File.Exists(Maps) && File.ReadAllText(Maps).Contains(Cache, StringComparison.Ordinal);
        Mapped().Should().Be(File.Exists(Maps));
        data.Dispose();
        Mapped().Should().BeFalse();
        data.Invoking(Pixels).Should().Throw<ObjectDisposedException>();
        byte[] bad = File.ReadAllBytes(Cache);
        bad[4096 + 5] ^= 1;
        File.WriteAllBytes(Cache, bad);
        FluentActions.Invoking(() => ImageCache.Load(Cache, verify: true)).Should().Throw<DataFormatException>();
        Mapped().Should().BeFalse();
    }

    private void Remade(ImageFolderOptions options, string reason, Action? change = null)
    {
        change?.Invoke();
        using (ImageFolder data = Load(options, out RecordingLogger log))
        {
            log.Informations.Should().Contain(line => line.Contains($"is made anew: ") && line.Contains(reason));
            data.Count.Should().BeGreaterThan(5);
        }

        Load(options, out RecordingLogger after).Dispose();
        after.Informations.Should().ContainSingle().Which.Should().Contain("is used");
    }

    private void Refused() =>
        FluentActions
            .Invoking(() => ImageCache.Load(Cache))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected a whole cache of images*");

    private string At(string name) => Path.Combine(folder.Path, name);

    private ImageFolder Load(ImageFolderOptions options) => ImageFolder.Load(folder.Path, options);

    private ImageFolder Load(ImageFolderOptions options, out RecordingLogger log)
    {
        log = new RecordingLogger();
        return ImageFolder.Load(folder.Path, options, log);
    }

    private static byte[] Pixels(IDataset data)
    {
        using Batch batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        return [.. batch.Samples.Floats().Select(f => (byte)MathF.Round((f + 1) * 127.5f))];
    }

    private sealed class StoppingDecoder(CancellationTokenSource stop) : IImageDecoder
    {
        public string Name => "stopping";

        public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }
    }
}
