using Gan.Data.Tests.Images;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>A data set that was freed says so, and which one it is.</summary>
public sealed class DisposedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DisposedTests() => _folder.Put("photos/dot.bmp", Bmp.Of(40, 1, 2));

    private ImageFolderOptions Options => Bmp.Small with { Labels = ImageLabels.None };

    public void Dispose() => _folder.Dispose();

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
        ];

    [Theory, MemberData(nameof(Kinds))]
    public void Reading_a_disposed_data_set_names_it(string kind)
    {
        (IDataset data, IDisposable owner) = Make(kind);
        owner.Dispose();
        using Tensor indices = zeros(new long[] { 1 }, dtype: ScalarType.Int64);
        foreach (Action read in new Action[] { () => data.Read(indices, CPU), () => data.Read(indices, CPU, 1) })
        {
            ObjectDisposedException thrown = read.Should().Throw<ObjectDisposedException>().Which;
            thrown
                .Message.Should()
                .StartWith($"The data set '{thrown.ObjectName}' is disposed, and its samples are gone.");
            data.Name.Should().StartWith(thrown.ObjectName);
        }
    }

    [Fact]
    public void What_a_disposed_data_set_was_is_still_known()
    {
        IDataset data = Make("conditioned").Data;
        data.Dispose();
        (data.Name, data.Count, data.ConditionSize).Should().Be(("table", 1, 2));
    }

    private (IDataset Data, IDisposable Owner) Make(string kind)
    {
        ArrayDataset array = ArrayDataset.Table(new float[] { 1 }, 1);
        ImageDataset images = ImageDataset.FromBytes(new byte[16], 1, 4, 4);
        string photos = Path.Combine(_folder.Path, "photos");
        string cache = Path.Combine(_folder.Path, "photos.cache");
        var conditioned = new ConditionedDataset(
            array,
            new float[,]
            {
                { 1, 2 },
            }
        );
        IDataset data = kind switch
        {
            "array" => array,
            "images" => images,
            "numpy" => NumpyDataset.Load(_folder.Write("a.npy", Npy())),
            "ring" => GaussianMixture.Ring(count: 3),
            "conditioned" or "conditioned source" => conditioned,
            "augmented" => images.WithAugmentation(new RandomFlip()),
            "folder" => ImageFolder.Load(photos, Options),
            "cached folder" => ImageFolder.Load(photos, Options with { Cache = cache }),
            "cache" => Cached(photos, cache),
            _ => CsvTable.Load(_folder.Write("a.csv", "a,b\n1,2\n3,4\n"u8.ToArray())).ToDataset(),
        };
        return (data, kind == "conditioned source" ? array : data);
    }

    private ImageCache Cached(string photos, string cache)
    {
        ImageFolder.Load(photos, Options with { Cache = cache }).Dispose();
        return ImageCache.Load(cache);
    }

    private byte[] Npy()
    {
        string path = Path.Combine(_folder.Path, "made.npy");
        using Tensor values = ones(2, 3);
        NpyFile.Write(path, values);
        return File.ReadAllBytes(path);
    }
}
