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

    [Fact]
    public void An_empty_result_says_what_was_looked_for_and_where()
    {
        Action nowhere = () => ImageFolder.Load(Path.Combine(folder.Path, "nowhere"));
        nowhere.Should().Throw<DirectoryNotFoundException>().WithMessage("There is no folder *nowhere*");
        Action nothing = () => Load();
        nothing
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                $"{folder.Path}: expected at least one readable image in it and its sub-folders (.jpg,*), "
                    + "but found no file at all that is not hidden.*"
            );
        folder.Put("a.txt", [1]);
        folder.Put("b.bmp", []);
        nothing
            .Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*none among 2 files: 1 NotAnImage, 1 Empty; the first is a.txt: its name does not end in .jpg*"
            );
    }

    [Fact]
    public void The_split_is_by_the_hash_of_the_name_and_the_same_everywhere()
    {
        // First 8 bytes of each name's SHA-256 over 2^64, by Python's hashlib.
        var places = new Dictionary<string, double>
        {
            ["a.bmp"] = 0.130482,
            ["b.bmp"] = 0.185490,
            ["c.bmp"] = 0.572385,
            ["cats/1.bmp"] = 0.786371,
            ["Grüße aus Köln.bmp"] = 0.661531,
            ["dogs/2 (copy).bmp"] = 0.160162,
        };
        Put([.. places.Keys]);
        using var train = ImageFolder.Load(folder.Path, Split(ImageSplit.Train));
        using var validation = ImageFolder.Load(folder.Path, Split(ImageSplit.Validation));
        validation.Files.Should().BeEquivalentTo(places.Where(p => p.Value < 0.5).Select(p => p.Key));
        train.Files.Should().BeEquivalentTo(places.Where(p => p.Value >= 0.5).Select(p => p.Key));
        validation.Name.Should().EndWith(", validation");
        Action none = () => ImageFolder.Load(folder.Path, Split(ImageSplit.Validation) with { ValidationShare = 0 });
        none.Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*at least one readable image for validation (share 0 for validation)*images, all in the other part*"
            );
        using var all = ImageFolder.Load(folder.Path, Split(ImageSplit.Validation) with { ValidationShare = 1 });
        all.Count.Should().Be(places.Count);

        static ImageFolderOptions Split(ImageSplit split) =>
            Bmp.Small with
            {
                Split = split,
                ValidationShare = 0.5,
                Labels = ImageLabels.None,
            };
    }
}
