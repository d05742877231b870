namespace Gan.Data.Tests.Images;

public sealed class FolderListingTests : FolderTest
{
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
}
