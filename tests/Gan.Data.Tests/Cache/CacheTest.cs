using Gan.Data.Tests.Images;
using TorchSharp;

namespace Gan.Data.Tests.Cache;

/// <summary>Six small images and one that is broken, with a cache in another folder.</summary>
public abstract class CacheTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    private protected readonly TemporaryFolder place = new();

    private protected readonly OwnDecoder decoder = new(
        4,
        4,
        PixelLayout.Grey,
        8,
        [.. Enumerable.Range(0, 16).Select(i => (byte)i)]
    );

    protected CacheTest()
    {
        for (var i = 0; i < 6; i++)
        {
            folder.Put($"class {i % 2}/{i}.bmp", Bmp.Of((byte)(40 * i), 1, 2));
        }

        folder.Put("class 0/broken.bmp", Bmp.Of(1, 2, 3)[..60]);
    }

    private protected string Cache => Path.Combine(place.Path, "photos.cache");

    private protected ImageFolderOptions Options => Bmp.Small with { Cache = Cache };

    public void Dispose()
    {
        folder.Dispose();
        place.Dispose();
    }

    private protected void Refused() =>
        FluentActions
            .Invoking(() => ImageCache.Load(Cache))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected a whole cache of images*");

    private protected string At(string name) => Path.Combine(folder.Path, name);

    private protected ImageFolder Load(ImageFolderOptions options) => ImageFolder.Load(folder.Path, options);

    private protected ImageFolder Load(ImageFolderOptions options, out RecordingLogger log)
    {
        log = new RecordingLogger();
        return ImageFolder.Load(folder.Path, options, log);
    }

    private protected static byte[] Pixels(IDataset data)
    {
        using var batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        return [.. batch.Samples.Floats().Select(f => (byte)MathF.Round((f + 1) * 127.5f))];
    }
}
