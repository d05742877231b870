namespace Gan.Data.Tests.Images;

public sealed class FolderLoaderTests : FolderTest
{
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
