using Gan.Runtime;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan export.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Run()
    {
        ToolRun.Good($"train --data mnist --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        return folder["r/00000-mnist-mlp-small"];
    }

    [Fact]
    public void A_shipped_generator_makes_the_samples_of_the_trained_one()
    {
        var run = Run();
        ToolRun
            .Good($"export {run} --out {folder["g.onnx"]} --licence CC0-1.0")
            .Should()
            .StartWith($"See {folder["g.onnx"]}: ");
        using var gan = TrainedGan.Load(Path.Combine(run, "generator.safetensors"));
        using var trained = gan.Sample(3, seed: 5);
        using var shipped = ShippedGan.Load(folder["g.onnx"]);
        var values = shipped.Sample(3, seed: 5).Values.ToArray();
        var expected = trained.data<float>().ToArray();
        values.Should().HaveCount(expected.Length);
        values.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Fewer_bits_make_a_smaller_file()
    {
        var run = Run();
        ToolRun.Good($"export {run} --out {folder["g.onnx"]}");
        ToolRun.Good($"export {run} --out {folder["h.onnx"]} --storage float16").Should().Contain("PSNR");
        var whole = new FileInfo(folder["g.onnx"]).Length;
        new FileInfo(folder["h.onnx"]).Length.Should().BeLessThan(whole * 6 / 10);
    }

    [Fact]
    public void What_cannot_be_written_is_said()
    {
        var file = folder.Write("notes.txt", "no folder");
        var run = ToolRun.Of($"export {Run()} --out {file}/g.onnx");
        run.Status.Should().Be(1);
        run.Errors.Should().Contain("notes.txt").And.NotContain("   at ");
    }
}
