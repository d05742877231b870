using Gan.Data.Tests.Images;
using TorchSharp;

namespace Gan.Data.Tests.Cache;

public sealed class ImageCacheTests : CacheTest
{
    [Fact]
    public void The_second_start_reads_what_the_first_decoded()
    {
        using ImageFolder plain = Load(Options with { Cache = null });
        using ImageFolder first = Load(Options);
        using ImageFolder second = Load(Options, out var log);
        (plain.IsCached, first.IsCached, second.IsCached).Should().Be((false, true, true));
        log.Informations.Should().ContainSingle().Which.Should().Contain("is used: 6 images");
        foreach (var data in new[] { first, second })
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
        using var train = Load(Options with { Split = ImageSplit.Train, ValidationShare = 0.5 });
        using var validation = Load(Options with { Split = ImageSplit.Validation, ValidationShare = 0.5 }, out var log);
        log.Informations.Should().ContainSingle().Which.Should().Contain("is used");
        using var alone = Load(Options with { Cache = null, Split = ImageSplit.Validation, ValidationShare = 0.5 });
        validation.Files.Should().Equal(alone.Files);
        Pixels(validation).Should().Equal(Pixels(alone));
        (train.Count + validation.Count).Should().Be(6);
        (train.Skipped.Count + validation.Skipped.Count).Should().Be(1);
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
        using (var data = Load(Options))
        {
            using var alone = ImageCache.Load(Cache, verify: true);
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
        using ImageFolder plain = Load(Options with { Cache = null, Size = 48 * 4 });
        using ImageFolder cached = Load(Options with { Size = 48 * 4 });
        foreach (var index in new long[] { 5, 0, 3, 3, 1 })
        {
            using Batch a = plain.Read(Numbers.Indices(index), torch.CPU);
            using Batch b = cached.Read(Numbers.Indices(index), torch.CPU);
            b.Samples.Floats().Should().Equal(a.Samples.Floats());
            b.Condition!.Longs().Should().Equal(a.Condition!.Longs());
        }
    }

    [Fact]
    public void What_is_disposed_or_refused_is_no_longer_mapped()
    {
        const string Maps = "/proc/self/maps"; // on Linux alone
        var data = Load(Options);
        bool Mapped() => File.Exists(Maps) && File.ReadAllText(Maps).Contains(Cache, StringComparison.Ordinal);
        Mapped().Should().Be(File.Exists(Maps));
        data.Dispose();
        Mapped().Should().BeFalse();
        data.Invoking(Pixels).Should().Throw<ObjectDisposedException>();
        var bad = File.ReadAllBytes(Cache);
        bad[4096 + 5] ^= 1;
        File.WriteAllBytes(Cache, bad);
        FluentActions.Invoking(() => ImageCache.Load(Cache, verify: true)).Should().Throw<DataFormatException>();
        Mapped().Should().BeFalse();
    }

    private void Remade(ImageFolderOptions options, string reason, Action? change = null)
    {
        change?.Invoke();
        using (var data = Load(options, out var log))
        {
            log.Informations.Should().Contain(line => line.Contains($"is made anew: ") && line.Contains(reason));
            data.Count.Should().BeGreaterThan(5);
        }

        Load(options, out var after).Dispose();
        after.Informations.Should().ContainSingle().Which.Should().Contain("is used");
    }
}
