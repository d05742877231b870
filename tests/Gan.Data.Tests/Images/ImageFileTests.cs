using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class ImageFileTests : FolderTest
{
    [Fact]
    public void An_image_keeps_its_size_where_none_is_asked_for()
    {
        folder.Put("a.bmp", Bmp.Of(255, 0, 51, height: 5, width: 7));
        using var image = ImageFile.Read(folder.Path + "/a.bmp");
        image.shape.Should().Equal(1, 3, 5, 7);
        using var colours = image.amax([0L, 2L, 3L]);
        colours.Floats().Should().Equal(1, -1, -0.6f);
        using var least = image.amin([0L, 2L, 3L]);
        least.Floats().Should().Equal(1, -1, -0.6f);
    }

    [Fact]
    public void Brought_to_a_size_it_is_what_a_folder_reads()
    {
        folder.Put("a.bmp", Bmp.Of(10, 200, 30, height: 9, width: 6));
        var options = new ImageFolderOptions
        {
            Size = new ImageSize(4, 8),
            Channels = 1,
            Resize = ResizeRule.FitPad,
        };
        using var data = ImageFolder.Load(folder.Path, options);
        using var batch = data.Read(torch.zeros(1, dtype: torch.ScalarType.Int64), torch.CPU);
        using var image = ImageFile.Read(folder.Path + "/a.bmp", options.Size, options);
        image.Floats().Should().Equal(batch.Samples.Floats());
    }

    [Fact]
    public void What_is_no_image_is_told_with_the_file()
    {
        folder.Put("a.bmp", [1, 2, 3]);
        folder.Put("b.bmp", []);
        FluentActions
            .Invoking(() => ImageFile.Read(folder.Path + "/a.bmp"))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*a.bmp*a readable image*");
        FluentActions
            .Invoking(() => ImageFile.Read(folder.Path + "/b.bmp"))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*it has no bytes*");
        FluentActions.Invoking(() => ImageFile.Read(folder.Path + "/none.bmp")).Should().Throw<FileNotFoundException>();
        FluentActions
            .Invoking(() => ImageFile.Read(folder.Path + "/a.bmp", options: new() { Channels = 2 }))
            .Should()
            .Throw<GanConfigurationException>();
    }
}
