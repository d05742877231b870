using Gan.Monitoring;
using Gan.Tool.Data;
using static TorchSharp.torch;

namespace Gan.Tool.Tests.Data;

public sealed class SampleOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_are_written_so_that_they_are_read_as_the_same()
    {
        using var samples = tensor(new[] { 0.1f, -1e-7f, 3f, 4f, 5f, 6f }).reshape(3, 2);
        SampleOutput.Write(samples, folder["new/a.csv"], new Provenance());
        File.ReadAllLines(folder["new/a.csv"]).Should().Equal("0.1,-1E-07", "3,4", "5,6");
    }

    [Fact]
    public void Pictures_in_a_folder_are_named_by_their_seeds()
    {
        using var samples = zeros(2, 1, 4, 4);
        SampleOutput.Write(samples, folder["single"], new Provenance(), [7, 12]);
        Directory
            .GetFiles(folder["single"])
            .Select(Path.GetFileName)
            .Order()
            .Should()
            .Equal("seed000007.png", "seed000012.png");
    }

    [Fact]
    public void Rows_are_no_pictures()
    {
        using var samples = zeros(2, 5);
        foreach (var target in new[] { "a.png", "folder" })
        {
            var write = () => SampleOutput.Write(samples, folder[target], new Provenance());
            write.Should().Throw<ToolException>().WithMessage("*no pictures*--out samples.csv*");
        }
    }
}
