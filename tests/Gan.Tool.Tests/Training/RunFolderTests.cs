using Gan.Tool.Training;

namespace Gan.Tool.Tests.Training;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_go_on_after_the_largest_whatever_lies_beside()
    {
        Path.GetFileName(RunFolder.New(folder.Root, "My Photos!")).Should().Be("00000-my-photos");
        Directory.CreateDirectory(folder["00041-other"]);
        Directory.CreateDirectory(folder["notes"]);
        Path.GetFileName(RunFolder.New(folder.Root, "..")).Should().Be("00042-run");
        RunFolder
            .All(folder.Root)
            .Select(Path.GetFileName)
            .Should()
            .Equal("00000-my-photos", "00041-other", "00042-run");
    }

    [Fact]
    public void A_run_stands_for_its_generator()
    {
        RunFolder.GeneratorIn(folder["a.safetensors"]).Should().Be(folder["a.safetensors"]);
        var none = () => RunFolder.GeneratorIn(folder.Root);
        none.Should().Throw<FileNotFoundException>().WithMessage($"The folder '{folder.Root}' has no generator*");
        folder.Write("generator.safetensors", "");
        RunFolder.GeneratorIn(folder.Root).Should().Be(folder["generator.safetensors"]);
    }

    [Fact]
    public void A_run_is_forgotten_where_nothing_but_its_settings_stands()
    {
        folder.Write("empty/gan.json", "{}");
        folder.Write("full/gan.json", "{}");
        folder.Write("full/notes.txt", "mine");
        RunFolder.Forget(folder["empty"]);
        RunFolder.Forget(folder["full"]);
        Directory.Exists(folder["empty"]).Should().BeFalse();
        File.Exists(folder["full/notes.txt"]).Should().BeTrue();
    }
}
