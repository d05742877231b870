namespace Gan.Data.Tests.Images;

/// <summary>Links in folders; where the system does not let a test make one, there is nothing to test.</summary>
public sealed class FolderLinksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder other = new();

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
    }

    [Fact]
    public void A_link_to_a_folder_elsewhere_is_followed_and_a_second_one_is_not()
    {
        other.Put("1.bmp");
        Link("first", other.Path);
        Link("second", other.Path);
        using var data = Load();
        data.Files.Should().Equal("first/1.bmp");
        data.ClassNames.Should().Equal("first");
        data.Skipped.Should()
            .ContainSingle()
            .Which.Should()
            .Match<SkippedImage>(s => s.File == "second" && s.Fault == ImageFault.ReadAlready);
    }

    [Fact]
    public void Real_folders_come_before_links_to_them_whatever_the_names()
    {
        folder.Put("z/1.bmp");
        Link("a", Path.Combine(folder.Path, "z"));
        using var data = Load();
        data.Files.Should().Equal("z/1.bmp");
    }

    [Fact]
    public void Circles_end()
    {
        folder.Put("a/1.bmp");
        Link("a/up", folder.Path);
        Link("a/self", Path.Combine(folder.Path, "a"));
        other.Put("2.bmp");
        Link("b", other.Path);
        Directory.CreateSymbolicLink(Path.Combine(other.Path, "back"), folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(other.Path, "round"), Path.Combine(other.Path, "round"));
        using var data = Load();
        data.Files.Should().Equal("a/1.bmp", "b/2.bmp");
        data.Skipped.Select(s => (s.File, s.Fault))
            .Should()
            .Equal(
                ("a/self", ImageFault.ReadAlready),
                ("a/up", ImageFault.ReadAlready),
                ("b/back", ImageFault.ReadAlready),
                ("b/round", ImageFault.Unreadable)
            );
    }

    [Fact]
    public void A_link_to_a_file_is_an_image_under_its_own_name_and_one_to_nothing_is_listed()
    {
        other.Put("x.bmp");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "here.bmp"), Path.Combine(other.Path, "x.bmp"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "gone.bmp"), Path.Combine(other.Path, "nothing.bmp"));
        using var data = Load();
        data.Files.Should().Equal("here.bmp");
        data.Skipped.Should().ContainSingle().Which.Fault.Should().Be(ImageFault.Unreadable);
        FluentActions
            .Invoking(() => ImageFolder.Load(folder.Path, Bmp.Small with { OnDamaged = DamagedImages.Throw }))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*gone.bmp*is a link to*which is not there*");
    }

    private void Link(string name, string target) =>
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, name), target);

    private ImageFolder Load() => ImageFolder.Load(folder.Path, Bmp.Small);
}
