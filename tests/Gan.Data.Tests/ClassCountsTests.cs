using Gan.Data.Tests.Images;

namespace Gan.Data.Tests;

public sealed class ClassCountsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Data_in_memory_count_the_samples_of_each_label_that_occurs()
    {
        using var table = ArrayDataset.Table(new float[] { 1, 2, 3 }, 1, [2, 0, 2], classes: 4);
        Counts(table).Should().Equal((0, 1), (2, 2));
        using var images = ImageDataset.FromBytes(new byte[8], 1, 2, 2, [1, 1]);
        Counts(images).Should().Equal((1, 2));
        using var changed = images.WithAugmentation(new RandomFlip());
        Counts(changed).Should().Equal((1, 2));
        using var bare = ArrayDataset.Table(new float[] { 1, 2, 3 }, 1);
        ((IDataset)bare).ClassCounts.Should().BeNull();
        using var vectors = new ConditionedDataset(table, new float[3, 1]);
        ((IDataset)vectors).ClassCounts.Should().BeNull("labels are left out there");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_counts_the_images_of_its_part(bool cached)
    {
        foreach (var name in Enumerable.Range(0, 24))
        {
            folder.Put($"{(name % 3 == 0 ? "a" : "b")}/{name}.bmp");
        }

        folder.Put("c/broken.bmp", [1, 2, 3]);
        using var elsewhere = new TemporaryFolder();
        var options = Bmp.Small with { Cache = cached ? Path.Combine(elsewhere.Path, "cache") : null };
        using (var all = ImageFolder.Load(folder.Path, options))
        {
            Counts(all).Should().Equal((0, 8), (1, 16));
            all.Classes.Should().Be(3);
        }

        var split = options with { ValidationShare = 0.5, Split = ImageSplit.Train };
        using var part = ImageFolder.Load(folder.Path, split);
        var expected = part.Files.CountBy(file => file[0] - 'a').OrderBy(count => count.Key);
        Counts(part).Should().Equal(expected.Select(count => ((long)count.Key, (long)count.Value)));
        if (cached)
        {
            using var moved = ImageCache.Load(options.Cache!);
            Counts(moved).Should().Equal((0, 8), (1, 16));
        }
    }

    private static IEnumerable<(long Label, long Count)> Counts(IDataset data) =>
        data.ClassCounts!.OrderBy(count => count.Key).Select(count => (count.Key, count.Value));
}
