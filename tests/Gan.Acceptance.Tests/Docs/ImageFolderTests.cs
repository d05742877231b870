using Gan.Data;
using Gan.Losses;
using Gan.Monitoring;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/data.md shows of folders of images.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("gan-docs").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_folder_with_classes_trains_a_conditional_DCGAN()
    {
        var folder = Photos();
        using var photos = ImageFolder.Load(folder, new ImageFolderOptions { Size = 64 });
        var gan = new GanBuilder().WithData(photos).WithDcgan().WithWgangp().WithConditioning(new LabelEmbedding());
        using var trained = gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 4 }).Train();
        trained.SampleShape.Should().Equal(3, 64, 64);
        trained.Classes.Should().Be(2);
        using var dogs = trained.Sample(2, label: 1);
        dogs.isfinite().all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void The_pages_options_read_the_folder()
    {
        var folder = Photos();
        var cache = Path.Combine(root, "photos.cache");
        var options = new ImageFolderOptions
        {
            Size = new ImageSize(48, 64),
            Channels = 1,
            Resize = ResizeRule.FitPad,
            Background = ImageColor.Black,
            ValidationShare = 0.2,
            Cache = cache,
        };
        using var train = ImageFolder.Load(folder, options with { Split = ImageSplit.Train });
        using var validation = ImageFolder.Load(folder, options with { Split = ImageSplit.Validation });
        foreach (var skipped in train.Skipped.Union(validation.Skipped))
        {
            Console.WriteLine($"{skipped.File}: {skipped.Reason}");
        }
        (train.Count + validation.Count).Should().Be(24);
        train.SampleShape.Should().Equal(1, 48, 64);

        using var moved = ImageCache.Load(cache);
        moved.Count.Should().Be(24);
    }

    private string Photos()
    {
        var folder = Path.Combine(root, "photos");
        foreach (
            var (label, number) in new[] { "cats", "dogs" }.SelectMany(l => Enumerable.Range(0, 12).Select(n => (l, n)))
        )
        {
            Directory.CreateDirectory(Path.Combine(folder, label));
            using var noise = rand([1, 3, 40, 30]);
            SampleGrid.Draw(noise).Save(Path.Combine(folder, label, $"{number}.png"));
        }
        return folder;
    }
}
