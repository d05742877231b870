using Gan.Data.Tests.Images;

namespace Gan.Data.Tests.Pairs;

public sealed class FolderPairsTests : FolderTest
{
    [Fact]
    public void Pairs_follow_the_targets_order_where_endings_change_it()
    {
        // Without an ending "x" comes before "x-1"; with one, after it.
        folder.Put("sketches/x.bmp", Bmp.Of(1, 0, 0));
        folder.Put("sketches/x-1.bmp", Bmp.Of(2, 0, 0));
        folder.Put("photos/x", Bmp.Of(101, 0, 0));
        folder.Put("photos/x-1", Bmp.Of(102, 0, 0));
        folder.Write("labels.csv", "file,label\nx,cat\nx-1,dog\n"u8.ToArray());
        using var data = PairedFolders.Load(
            Path.Combine(folder.Path, "sketches"),
            Path.Combine(folder.Path, "photos"),
            Bmp.Small with
            {
                Labels = ImageLabels.File,
                LabelFile = Path.Combine(folder.Path, "labels.csv"),
            }
        );
        data.Targets.Files.Should().Equal("x", "x-1");
        data.Inputs.Files.Should().Equal("x.bmp", "x-1.bmp");
        data.Targets.ClassNames.Should().Equal("cat", "dog");
        data.Inputs.Classes.Should().Be(0);
    }
}
