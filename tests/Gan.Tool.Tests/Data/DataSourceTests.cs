using Gan.Data;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using static TorchSharp.torch;

namespace Gan.Tool.Tests.Data;

public sealed class DataSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static DataSource Open(string source) => DataSource.Open(new DataSettings { Source = source });

    [Fact]
    public void An_array_is_samples()
    {
        using (var values = rand(5, 8, 8, 3))
        {
            NpyFile.Write(folder["a.npy"], values);
        }
        var open = () => Open(folder["a.npy"]);
        open.Should().Throw<DataFormatException>().WithMessage("*ChannelsLast*");
        using var data = DataSource.Open(new DataSettings { Source = folder["a.npy"], ChannelsLast = true });
        data.Kind.Should().Be("a NumPy array");
        data.Dataset!.SampleShape.Should().Equal(3, 8, 8);
        data.Name.Should().Be("a");
    }

    [Fact]
    public void A_file_of_MNISTs_kind_is_images()
    {
        // magic 0x803, two images of 2 x 2
        byte[] file = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8];
        File.WriteAllBytes(folder["x-idx3-ubyte"], file);
        using var data = Open(folder["x-idx3-ubyte"]);
        data.Dataset!.Count.Should().Be(2);
        data.Dataset.SampleShape.Should().Equal(1, 2, 2);
    }

    [Fact]
    public void A_table_is_rows()
    {
        using var data = Open(folder.Write("t.csv", "a,b\n1,x\n2,y\n"));
        data.Table!.Count.Should().Be(2);
        data.Dataset.Should().BeNull();
    }

    [Fact]
    public void What_is_to_be_stated_of_a_table_is_said_for_the_command_line()
    {
        var words = Enumerable.Range(0, 3000).Select(i => $"name{i}");
        var text = "name\n" + string.Join('\n', words) + "\n";
        var table = () => Open(folder.Write("t.csv", text));
        table
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*--set data.columns.NAME=ignored*")
            .Which.Message.Should()
            .NotContain("docs/texts.md");
        var lines = () => Open(folder.Write("t.txt", text));
        lines.Should().Throw<InvalidDataException>().WithMessage("*sentences are learnt in a program: docs/texts.md.");
    }

    [Fact]
    public void A_file_of_no_known_kind_is_said_with_those_there_are()
    {
        var open = () => Open(folder.Write("a.doc", "words"));
        open.Should().Throw<ToolException>().WithMessage("*is of no kind that can be read*.csv*.npz*");
    }
}
