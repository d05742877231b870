using Gan.Data.Tests.Images;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>A data set that was freed says so, and which one it is.</summary>
public sealed class DisposedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DisposedTests() => folder.Put("photos/dot.bmp", Bmp.Of(40, 1, 2));

    private ImageFolderOptions Options => Bmp.Small with { Labels = ImageLabels.None };

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Kinds =>
        [
            "array",
            "images",
            "numpy",
            "ring",
            "conditioned",
            "conditioned source",
            "augmented",
            "folder",
            "cached folder",
            "cache",
            "csv",
            "input",
            "paired",
            "unpaired",
            "paired folders",
        ];

    [Theory, MemberData(nameof(Kinds))]
    public void Reading_a_disposed_data_set_names_it(string kind)
    {
        (var data, var owner) = Make(kind);
        owner.Dispose();
        using var indices = zeros(new long[] { 1 }, dtype: ScalarType.Int64);
        foreach (var read in new Action[] { () => data.Read(indices, CPU), () => data.Read(indices, CPU, 1) })
        {
            var thrown = read.Should().Throw<ObjectDisposedException>().Which;
            thrown
                .Message.Should()
                .StartWith($"The data set '{thrown.ObjectName}' is disposed, and its samples are gone.");
            data.Name.Should().StartWith(thrown.ObjectName);
        }
    }

    [Fact]
    public void What_a_disposed_data_set_was_is_still_known()
    {
        var data = Make("conditioned").Data;
        data.Dispose();
        (data.Name, data.Count, data.Condition).Should().Be(("table", 1, ConditionSpec.Vectors(2)));
    }

    private (IDataset Data, IDisposable Owner) Make(string kind)
    {
        var array = ArrayDataset.Table(new float[] { 1 }, 1);
        var images = ImageDataset.FromBytes(new byte[16], 1, 4, 4);
        var photos = Path.Combine(folder.Path, "photos");
        var cache = Path.Combine(folder.Path, "photos.cache");
        var conditioned = new ConditionedDataset(
            array,
            new float[,]
            {
                { 1, 2 },
            }
        );
        var data = kind switch
        {
            "array" => array,
            "images" => images,
            "numpy" => NumpyDataset.Load(folder.Write("a.npy", Npy())),
            "ring" => GaussianMixture.Ring(count: 3),
            "conditioned" or "conditioned source" => conditioned,
            "augmented" => images.WithAugmentation(new RandomFlip()),
            "folder" => ImageFolder.Load(photos, Options),
            "cached folder" => ImageFolder.Load(photos, Options with { Cache = cache }),
            "cache" => Cached(photos, cache),
            "input" => images.WithInput(new Downscale(2)),
            "paired" => new PairedDataset(array, images),
            "unpaired" => new UnpairedDataset(array, images),
            "paired folders" => PairedFolders.Load(photos, photos, Options),
            _ => CsvTable.Load(folder.Write("a.csv", "a,b\n1,2\n3,4\n"u8.ToArray())).ToDataset(),
        };
        return (data, kind is "conditioned source" or "paired" or "unpaired" ? array : data);
    }

    private ImageCache Cached(string photos, string cache)
    {
        ImageFolder.Load(photos, Options with { Cache = cache }).Dispose();
        return ImageCache.Load(cache);
    }

    private byte[] Npy()
    {
        var path = Path.Combine(folder.Path, "made.npy");
        using var values = ones(2, 3);
        NpyFile.Write(path, values);
        return File.ReadAllBytes(path);
    }
}
