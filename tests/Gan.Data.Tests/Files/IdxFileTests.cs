using System.Diagnostics;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Files;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, "images")]
    [InlineData(true, "images.gz")]
    [InlineData(true, "gzip-without-the-ending")]
    [InlineData(false, "plain-with-the-ending.gz")]
    public void Plain_and_gzip_files_are_told_by_their_bytes(bool packed, string file)
    {
        var images = folder.Write(file, packed ? Idx.Gzip(Idx.Images(5)) : Idx.Images(5));
        var labels = folder.Write("labels", packed ? Idx.Gzip(Idx.Labels(0, 1, 2, 3, 2)) : Idx.Labels(0, 1, 2, 3, 2));
        using var data = IdxFile.Load(images, labels);
        (data.Name, data.Count, data.Classes).Should().Be((file, 5L, 4L));
        data.SampleShape.Should().Equal(1, 2, 3);
        data.Pixels.Bytes().Should().Equal(Idx.Ramp(30));
        data.Labels!.Longs().Should().Equal(0, 1, 2, 3, 2);
    }

    [Fact]
    public void Images_without_labels_are_unlabelled()
    {
        using var data = IdxFile.Load(folder.Write("images", Idx.Images(2)), name: "mine");
        (data.Name, data.Classes, data.Labels).Should().Be(("mine", 0L, (Tensor?)null));
    }

    [Fact]
    public void Sixty_thousand_packed_images_load_in_about_a_second()
    {
        var pixels = new byte[60_000 * 784];
        new Random(1).NextBytes(pixels.AsSpan(0, 10_000_000));
        var images = folder.Write("images.gz", Idx.Gzip(Idx.Bytes(0x803, [60_000, 28, 28], pixels)));
        var watch = Stopwatch.StartNew();
        using var data = IdxFile.Load(images);
        data.Count.Should().Be(60_000);
        // Far above the fraction of a second measured, for a machine that does other work at the same time.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Images_and_labels_of_different_number_are_refused()
    {
        var images = folder.Write("images", Idx.Images(3));
        var labels = folder.Write("labels", Idx.Labels(0, 1));
        FluentActions
            .Invoking(() => IdxFile.Load(images, labels))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"{labels}: expected 3 labels, one for each image of {images}, but found 2. "
                    + "Pass the images and labels of the same part, both train or both t10k."
            );
    }

    [Fact]
    public void A_label_out_of_range_is_refused_with_its_place()
    {
        var images = folder.Write("images", Idx.Images(3));
        var labels = folder.Write("labels", Idx.Labels(0, 200, 255));
        FluentActions
            .Invoking(() => IdxFile.Load(images, labels, classes: 10))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{labels}: expected labels from 0 to 9, but found label 200 of sample 1. *");
    }

    [Fact]
    public void No_classes_at_all_are_refused()
    {
        var images = folder.Write("images", Idx.Images(3));
        FluentActions
            .Invoking(() => IdxFile.Load(images, classes: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("classes must be at least 1, but was 0.*");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(folder.Path, "nothing");
        FluentActions
            .Invoking(() => IdxFile.Load(path))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage($"*{path}*");
    }
}
