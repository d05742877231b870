using System.Globalization;
using Gan.Data;

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
    }

    [Theory]
    [InlineData("--out x.gif", 2, "--out takes a file that ends with .png, .npy or .csv")]
    [InlineData("--label 3", 1, "label")]
    [InlineData("--count 0", 1, "count must be at least 1, but was 0.")]
    [InlineData("--trunc -1", 1, "truncation")]
    [InlineData("--trunc 0,5", 2, "--trunc takes a number such as 0.7, but was '0,5'.")]
    [InlineData("--seeds x", 2, "--seeds takes numbers")]
    public void What_cannot_be_drawn_is_said(string words, int status, string sentence)
    {
        var target = words.Contains("--out") ? "" : $"--out {folder["x.png"]}";
        var run = ToolRun.Of($"sample {Pictures()} {target} {words}");
        run.Errors.Should().Contain(sentence).And.NotContain("   at ");
        run.Status.Should().Be(status);
    }

    [Fact]
    public void A_file_that_is_no_generator_is_said()
    {
        ToolRun.Of($"sample {folder["none"]}").Errors.Should().StartWith($"There is no file '{folder["none"]}'.");
        var run = ToolRun.Of($"verify {folder.Write("text.safetensors", "no weights at all")}");
        run.Status.Should().Be(1);
        run.Errors.Trim().Should().Contain("text.safetensors").And.NotContain("\n");
    }
}
