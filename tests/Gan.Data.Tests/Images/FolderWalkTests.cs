namespace Gan.Data.Tests.Images;

public sealed class FolderWalkTests : FolderTest
{
    [Fact]
    public void Names_may_have_spaces_and_any_script()
    {
        Put("Grüße aus Köln/ein Bild.bmp", "猫/写真 1.bmp", "emoji 🐈/a b.bmp");
        using var data = Load();
        data.Files.Should().Equal("Grüße aus Köln/ein Bild.bmp", "emoji 🐈/a b.bmp", "猫/写真 1.bmp");
        data.Skipped.Should().BeEmpty();
    }

    [LinuxFact("Only Linux has such names.")]
    public void Names_that_are_no_UTF8_are_listed_as_what_cannot_be_opened()
    {
        Put("a.bmp");
        var other = $"\"$(printf '{folder.Path}/b\\351.bmp')\"";
        Shell($"cp '{folder.Path}/a.bmp' {other}");
        using (var data = Load())
        {
            data.Files.Should().Equal("a.bmp");
            data.Skipped.Should()
                .ContainSingle()
                .Which.Should()
                .Match<SkippedImage>(s =>
                    s.Fault == ImageFault.Unreadable && s.Reason == "no file of this name can be opened"
                );
        }

        Shell($"rm {other}");

        // .NET neither makes nor deletes such names.
        static void Shell(string command)
        {
            using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
            shell.WaitForExit();
            shell.ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public void Thousands_of_folders_are_read()
    {
        for (var i = 0; i < 2000; i++)
        {
            folder.Put($"class {i:d4}/only.bmp");
        }

        using var data = Load();
        (data.Count, data.Classes).Should().Be((2000, 2000));
    }

    [Fact]
    public void Without_recursion_only_the_classes_own_files_are_read()
    {
        Put("a/1.bmp", "a/b/2.bmp", "3.bmp");
        using var classes = ImageFolder.Load(folder.Path, Bmp.Small with { Recursive = false });
        classes.Files.Should().Equal("a/1.bmp");
        using var flat = ImageFolder.Load(folder.Path, Bmp.Small with { Recursive = false, Labels = ImageLabels.None });
        flat.Files.Should().Equal("3.bmp");
    }
}
