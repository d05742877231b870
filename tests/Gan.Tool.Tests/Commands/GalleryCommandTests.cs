namespace Gan.Tool.Tests.Commands;

public sealed class GalleryCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Web()
    {
        folder.Write("web/ort.wasm.bundle.min.mjs", "");
        folder.Write("web/ort-wasm-simd-threaded.wasm", "");
        return folder["web"];
    }

    [Fact]
    public void An_ONNX_file_becomes_a_folder()
    {
        var run = ToolRun.Of(
            $"gallery {Onnx.Fixture("dcgan-labels.onnx")} --out {folder["out"]} --name digits --onnx-web {Web()}"
        );
        run.Errors.Should().BeEmpty();
        run.Status.Should().Be(ExitCode.Done);
        run.Output.Should().Contain("Browsers load no modules from file://.");
        File.ReadAllText(folder["out/gallery.json"]).Should().Contain("\"name\":\"digits\"");
        File.Exists(folder["out/index.html"]).Should().BeTrue();
    }

    [Fact]
    public void Without_the_runtime_it_says_what_to_run()
    {
        var run = ToolRun.Of($"gallery {Onnx.Fixture("dcgan-labels.onnx")} --onnx-web {folder.Root}");
        run.Status.Should().Be(ExitCode.Failed);
        run.Errors.Should().Contain("Run 'npm install onnxruntime-web@1.30.0'");
    }

    [Fact]
    public void What_is_no_generator_is_told()
    {
        ToolRun.Of($"gallery {folder["none.onnx"]}").Errors.Should().Contain("There is no file");
        ToolRun.Of($"gallery {Onnx.Fixture("plain.onnx")}").Errors.Should().Contain("no Gan.Net metadata");
    }
}
