using Microsoft.Extensions.Logging;
using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sub_folders_are_classes_in_ordinal_order_of_their_names()
    {
        Put("dogs/1.bmp", "cats/z.bmp", "cats/more/deep/a.bmp", "Zebras/x.bmp");
        using var data = Load();
        data.ClassNames.Should().Equal("Zebras", "cats", "dogs");
        data.Files.Should().Equal("Zebras/x.bmp", "cats/more/deep/a.bmp", "cats/z.bmp", "dogs/1.bmp");
        Labels(data).Should().Equal(0, 1, 1, 2);
        (data.Classes, data.Name).Should().Be((3, Path.GetFileName(folder.Path)));
    }

    [Fact]
    public void Images_are_bytes_in_memory_and_floats_from_minus_one_to_one_in_a_batch()
    {
        folder.Put("a.bmp", Bmp.Of(0, 255, 51));
        using var data = Load();
        using var batch = data.Read(Numbers.Indices(0), torch.CPU);
        batch.Samples.shape.Should().Equal(1, 3, 4, 4);
        batch
            .Samples.Floats()
            .Chunk(16)
            .Select(plane => plane.Distinct().Single())
            .Should()
            .Equal(-1, 1, 51 / 127.5f - 1);
        (batch.Condition, data.Classes, data.IsCached).Should().Be((null, 0, false));
    }

    [Fact]
    public void Names_may_have_spaces_and_any_script()
    {
        Put("Grüße aus Köln/ein Bild.bmp", "猫/写真 1.bmp", "emoji 🐈/a b.bmp");
        using var data = Load();
        data.Files.Should().Equal("Grüße aus Köln/ein Bild.bmp", "emoji 🐈/a b.bmp", "猫/写真 1.bmp");
        data.Skipped.Should().BeEmpty();
    }

    [Fact]
    public void Images_beside_the_classes_and_files_of_other_kinds_are_left_out_and_listed()
    {
        Put("cats/1.bmp", "stray.bmp");
        folder.Put("notes.txt", [1]);
        folder.Put(".hidden.bmp");
        folder.Put(".git/x.bmp");
        using var data = Load(new RecordingLogger(), out var log);
        data.Count.Should().Be(1);
        data.Skipped.Select(s => (s.File, s.Fault))
            .Should()
            .Equal(("notes.txt", ImageFault.NotAnImage), ("stray.bmp", ImageFault.NoLabel));
        log.Warnings.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("1 files skipped (1 NoLabel)")
            .And.Contain("stray.bmp");
    }

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

    [LinuxFact("Only Linux has such names.")]
    public void Names_that_are_no_UTF8_are_listed_as_what_cannot_be_opened()
    {
        Put("a.bmp");
        var other = $"\"$(printf '{folder.Path}/b\\351.bmp')\"";
        Shell($"cp '{folder.Path}/a.bmp' {other}");
        using (var data = Load())
        {
            data.Files.Should().Equal("a.bmp");
            data.Skipped.Should()
                .ContainSingle()
                .Which.Should()
                .Match<SkippedImage>(s =>
                    s.Fault == ImageFault.Unreadable && s.Reason == "no file of this name can be opened"
                );
        }

        Shell($"rm {other}");

        // .NET neither makes nor deletes such names.
        static void Shell(string command)
        {
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
            shell.WaitForExit();
            shell.ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public void An_empty_result_says_what_was_looked_for_and_where()
    {
        Action nowhere = () => ImageFolder.Load(Path.Combine(folder.Path, "nowhere"));
        nowhere.Should().Throw<DirectoryNotFoundException>().WithMessage("There is no folder *nowhere*");
        Action nothing = () => Load();
        nothing
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"{folder.Path}: expected at least one readable image in it and its sub-folders (.jpg,*), "
                    + "but found no file at all that is not hidden.*"
            );
        folder.Put("a.txt", [1]);
        folder.Put("b.bmp", []);
        nothing
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*none among 2 files: 1 NotAnImage, 1 Empty; the first is a.txt: its name does not end in .jpg*"
            );
    }

    [Fact]
    public void The_split_is_by_the_hash_of_the_name_and_the_same_everywhere()
    {
        // First 8 bytes of each name's SHA-256 over 2^64, by Python's hashlib.
        var places = new Dictionary<string, double>
        {
            ["a.bmp"] = 0.130482,
            ["b.bmp"] = 0.185490,
            ["c.bmp"] = 0.572385,
            ["cats/1.bmp"] = 0.786371,
            ["Grüße aus Köln.bmp"] = 0.661531,
            ["dogs/2 (copy).bmp"] = 0.160162,
        };
        Put([.. places.Keys]);
        using var train = ImageFolder.Load(folder.Path, Split(ImageSplit.Train));
        using var validation = ImageFolder.Load(folder.Path, Split(ImageSplit.Validation));
        validation.Files.Should().BeEquivalentTo(places.Where(p => p.Value < 0.5).Select(p => p.Key));
        train.Files.Should().BeEquivalentTo(places.Where(p => p.Value >= 0.5).Select(p => p.Key));
        validation.Name.Should().EndWith(", validation");
        Action none = () => ImageFolder.Load(folder.Path, Split(ImageSplit.Validation) with { ValidationShare = 0 });
        none.Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*at least one readable image for validation (share 0 for validation)*images, all in the other part*"
            );
        using var all = ImageFolder.Load(folder.Path, Split(ImageSplit.Validation) with { ValidationShare = 1 });
        all.Count.Should().Be(places.Count);

        static ImageFolderOptions Split(ImageSplit split) =>
            Bmp.Small with
            {
                Split = split,
                ValidationShare = 0.5,
                Labels = ImageLabels.None,
            };
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
    public void Thousands_of_folders_are_read()
    {
        for (var i = 0; i < 2000; i++)
        {
            folder.Put($"class {i:d4}/only.bmp");
        }

        using var data = Load();
        (data.Count, data.Classes).Should().Be((2000, 2000));
    }

    [Fact]
    public void Without_recursion_only_the_classes_own_files_are_read()
    {
        Put("a/1.bmp", "a/b/2.bmp", "3.bmp");
        using var classes = ImageFolder.Load(folder.Path, Bmp.Small with { Recursive = false });
        classes.Files.Should().Equal("a/1.bmp");
        using var flat = ImageFolder.Load(folder.Path, Bmp.Small with { Recursive = false, Labels = ImageLabels.None });
        flat.Files.Should().Equal("3.bmp");
    }

    [Fact]
    public void An_error_of_a_codec_of_ones_own_arrives_as_it_was_thrown()
    {
        Put("a.bmp", "b.bmp");
        Action load = () => ImageFolder.Load(folder.Path, Bmp.Small with { Decoder = new FailingDecoder() });
        load.Should().Throw<NotSupportedException>().WithMessage("no library");
    }

    [Fact]
    public void Decoding_stops_when_cancelled()
    {
        Put("a.bmp");
        Action load = () => ImageFolder.Load(folder.Path, Bmp.Small, cancellation: new CancellationToken(true));
        load.Should().Throw<OperationCanceledException>();
    }

    private void Put(params string[] names)
    {
        foreach (var name in names)
        {
            folder.Put(name);
        }
    }

    private ImageFolder Load() => ImageFolder.Load(folder.Path, Bmp.Small);

    private ImageFolder Load(RecordingLogger logger, out RecordingLogger log)
    {
        log = logger;
        return ImageFolder.Load(folder.Path, Bmp.Small, logger);
    }

    private static long[] Labels(ImageFolder data)
    {
        using var batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        return batch.Condition!.Longs();
    }

    private sealed class FailingDecoder : IImageDecoder
    {
        public string Name => "failing";

        public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request) =>
            throw new NotSupportedException("no library");
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    public List<string> Warnings { get; } = [];

    public List<string> Informations { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => (logLevel == LogLevel.Warning ? Warnings : Informations).Add(formatter(state, exception));
}
