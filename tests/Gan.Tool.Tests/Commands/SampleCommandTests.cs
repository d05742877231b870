using System.Globalization;
using Gan.Data;
using Gan.Games;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan sample and gan interpolate, on generators that hardly learnt anything.</summary>
public sealed class SampleCommandTests : IDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Pictures()
    {
        ToolRun.Good($"train --data mnist --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        return folder["r/00000-mnist-mlp-small"];
    }

    [Fact]
    public void The_ending_says_what_is_written()
    {
        var run = Pictures();
        ToolRun.Good($"sample {run} --count 4 --out {folder["a.png"]}").Should().Be($"See {folder["a.png"]}\n");
        File.ReadAllBytes(folder["a.png"]).Take(4).Should().Equal(Png);
        ToolRun.Good($"sample {run} --count 3 --out {folder["a.npy"]}");
        using var array = NpyFile.Read(folder["a.npy"]);
        array.shape.Should().Equal(3, 1, 28, 28);
        ToolRun.Good($"sample {run} --count 3 --out {folder["a.csv"]}");
        File.ReadAllLines(folder["a.csv"]).Should().HaveCount(3).And.OnlyContain(row => row.Split(',').Length == 784);
        ToolRun.Good($"interpolate {run} --from 3 --to 9 --steps 5 --out {folder["way.npy"]}");
        using var way = NpyFile.Read(folder["way.npy"]);
        way.shape.Should().Equal(5, 1, 28, 28);
    }

    [Fact]
    public void A_seed_is_the_same_sample_whatever_stands_beside_it()
    {
        var run = Pictures();
        ToolRun.Good($"sample {run} --seeds 0,1,4-6 --out {folder["many"]}");
        ToolRun.Good($"sample {run} --seeds 5 --out {folder["one"]}");
        Directory.GetFiles(folder["many"]).Should().HaveCount(5);
        File.ReadAllBytes(folder["many/seed000005.png"])
            .Should()
            .Equal(File.ReadAllBytes(folder["one/seed000005.png"]));
        using var gan = TrainedGan.Load(Path.Combine(run, "generator.safetensors"));
        ToolRun.Good($"sample {run} --seeds 5 --trunc 0.5 --out {folder["one.npy"]}");
        using var written = NpyFile.Read(folder["one.npy"]);
        using var sampled = gan.Sample(1, seed: 5, truncation: 0.5);
        written.allclose(sampled).Should().BeTrue();
    }

    [Fact]
    public void Rows_of_a_table_are_written_as_rows()
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(i => $"{(i % 2 == 0 ? "oak" : "fir")},{(i * 0.5).ToString(CultureInfo.InvariantCulture)}");
        var table = folder.Write("trees.csv", "kind,height\n" + string.Join('\n', rows) + "\n");
        ToolRun.Good($"train --data {table} --steps 2 --out {folder["t"]}");
        ToolRun.Good($"sample {folder["t/00000-trees-ctgan"]} --count 7 --out {folder["new.csv"]}");
        var lines = File.ReadAllLines(folder["new.csv"]);
        lines.Should().HaveCount(8);
        lines[0].Should().Be("kind,height");
        lines.Skip(1).Should().OnlyContain(line => line.StartsWith("oak,") || line.StartsWith("fir,"));
        ToolRun.Good($"verify {folder["t/00000-trees-ctgan"]}").Should().Contain("'kind', 'height'");
        var picture = ToolRun.Of($"sample {folder["t/00000-trees-ctgan"]} --out {folder["new.png"]}");
        picture.Status.Should().Be(2);
        picture.Errors.Should().Contain("--out takes a file that ends with .csv for rows of a table");
        var two = ToolRun.Of($"sample {folder["t/00000-trees-ctgan"]} --seeds 1,2 --out {folder["new.csv"]}");
        two.Errors.Should().Be("--seeds takes one seed for all of these samples, but were 2.\n");
    }

    [Fact]
    public void Texts_are_written_as_lines()
    {
        var words = TextDataset.Of(["oak", "fir", "ash", "elm"], name: "trees");
        using (var writer = new TextBuilder().WithTexts(words).WithLikelihood(2).Train())
        {
            writer.Save(folder["w.safetensors"]);
        }
        ToolRun.Good($"sample {folder["w.safetensors"]} --count 5 --seeds 3 --out {folder["new.txt"]}");
        using var loaded = TrainedText.Load(folder["w.safetensors"]);
        File.ReadAllLines(folder["new.txt"]).Should().Equal(loaded.Write(5, seed: 3));
        ToolRun.Good($"sample {folder["w.safetensors"]} --count 2 --out {folder["new.csv"]}");
        File.ReadAllLines(folder["new.csv"])[0].Split(',').Should().HaveCount(3, "numbers of tokens");
        ToolRun.Good($"verify {folder["w.safetensors"]}").Should().StartWith("Writer of 2 steps: texts of at most 3");
        ToolRun
            .Of($"sample {folder["w.safetensors"]} --out {folder["a.png"]}")
            .Errors.Should()
            .Contain(".txt for texts");
    }

    [Theory]
    [InlineData("--out x.gif", 2, "--out takes a file that ends with .png, .npy or .csv")]
    [InlineData("--label 3", 1, "label")]
    [InlineData("--count 0", 2, "count must be at least 1, but was 0.")]
    [InlineData("--trunc -1", 2, "truncation")]
    [InlineData("--trunc 0,5", 2, "--trunc takes a number such as 0.7, but was '0,5'.")]
    [InlineData("--seeds x", 2, "--seeds takes numbers")]
    public void What_cannot_be_drawn_is_said(string words, int status, string sentence)
    {
        var target = words.Contains("--out") ? "" : $"--out {folder["x.png"]}";
        var run = ToolRun.Of($"sample {Pictures()} {target} {words}");
        run.Errors.Should().Contain(sentence).And.NotContain("   at ").And.NotContain("(Parameter");
        run.Status.Should().Be(status);
    }

    [Fact]
    public void A_file_that_is_no_generator_is_said()
    {
        ToolRun.Of($"sample {folder["none"]}").Errors.Should().StartWith($"There is no file '{folder["none"]}'.");
        ToolRun.Of($"sample {folder.Write("a.onnx", "x")}").Errors.Should().Contain("is an ONNX file by its name");
        var run = ToolRun.Of($"verify {folder.Write("text.safetensors", "no weights at all")}");
        run.Status.Should().Be(1);
        run.Errors.Trim().Should().Contain("text.safetensors").And.NotContain("\n");
    }
}
