using TorchSharp;

namespace Gan.Data.Tests.Images;

/// <summary>Small images in a folder of their own.</summary>
public abstract class FolderTest : IDisposable
{
    private protected readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private protected void Put(params string[] names)
    {
        foreach (var name in names)
        {
            folder.Put(name);
        }
    }

    private protected ImageFolder Load() => ImageFolder.Load(folder.Path, Bmp.Small);

    private protected ImageFolder Load(RecordingLogger logger, out RecordingLogger log)
    {
        log = logger;
        return ImageFolder.Load(folder.Path, Bmp.Small, logger);
    }

    private protected static long[] Labels(ImageFolder data)
    {
        using var batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        return batch.Condition!.Longs();
    }
}
