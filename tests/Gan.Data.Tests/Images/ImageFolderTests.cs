using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class ImageFolderTests : FolderTest
{
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
}
