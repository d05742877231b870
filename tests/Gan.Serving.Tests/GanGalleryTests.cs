using System.Diagnostics;
using System.Text.Json;
using Gan.Serving.Browser;
using Gan.Serving.Tests.Browser;

namespace Gan.Serving.Tests;

/// <summary>The gallery as a folder.</summary>
public sealed class GanGalleryTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gan-gallery");

    public void Dispose() => folder.Delete(recursive: true);

    private string Out => Path.Combine(folder.FullName, "out");

    // Files of these names, for what does not run them.
    private string Runtime()
    {
        var where = folder.CreateSubdirectory("web").FullName;
        foreach (var file in BrowserRuntime.Files)
        {
            File.WriteAllText(Path.Combine(where, file), file);
        }
        return where;
    }

    [Fact]
    public void The_folder_has_all_that_the_page_asks_for()
    {
        GanGallery.Write(RunningServer.Fixture("dcgan-labels.onnx"), Out, "digits", Runtime());
        var files = Directory.GetFiles(Out, "*", SearchOption.AllDirectories);
        files
            .Select(file => Path.GetRelativePath(Out, file).Replace('\\', '/'))
            .Should()
            .BeEquivalentTo([
                .. PageFiles.Gallery,
                "gallery.json",
                "generator.onnx",
                .. BrowserRuntime.Files.Select(file => $"onnxruntime/{file}"),
            ]);
        var facts = JsonElement.Parse(File.ReadAllText(Path.Combine(Out, "gallery.json")));
        facts.GetProperty("name").GetString().Should().Be("digits");
        facts.GetProperty("classes").GetInt32().Should().BePositive();
        facts.GetProperty("shape").GetArrayLength().Should().Be(3);
        // again, over itself
        GanGallery.Write(Path.Combine(Out, "generator.onnx"), Out, onnxWeb: Runtime());
    }

    [Fact]
    public void Every_module_that_a_page_imports_is_among_its_files()
    {
        foreach (var page in PageFiles.Gallery.Concat(PageFiles.Study))
        {
            var text = System.Text.Encoding.UTF8.GetString(PageFiles.Read(page));
            var parts = System.Text.RegularExpressions.Regex.Matches(
                text,
                "(?:from '\\./|src=\"|href=\")([a-z.-]+)['\"]"
            );
            parts.Select(part => part.Groups[1].Value).Should().BeSubsetOf([.. PageFiles.Gallery, .. PageFiles.Study]);
        }
    }

    [Fact]
    public void What_is_missing_is_told_with_the_remedy()
    {
        var digits = RunningServer.Fixture("dcgan-labels.onnx");
        void Told<T>(Action write, string sentence)
            where T : Exception => write.Should().Throw<T>().WithMessage(sentence);
        Told<DirectoryNotFoundException>(
            () => GanGallery.Write(digits, Out, onnxWeb: folder.FullName),
            "*Run 'npm install onnxruntime-web@1.30.0', and name the folder node_modules/onnxruntime-web/dist."
        );
        Told<FileNotFoundException>(() => GanGallery.Write("none.onnx", Out), "There is no file 'none.onnx'.");
        Told<NotSupportedException>(
            () => GanGallery.Write(RunningServer.Fixture("mlp-conditions.onnx"), Out, onnxWeb: Runtime()),
            "A gallery shows pictures of 1, 3 or 4 channels*"
        );
        Directory.Exists(Out).Should().BeFalse();
    }

    [GalleryFact]
    public async Task A_plain_file_server_shows_it()
    {
        GanGallery.Write(RunningServer.Fixture("dcgan-labels.onnx"), Out, "digits");
        using var server = Process.Start(
            new ProcessStartInfo(
                Witness.Python()!,
                ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", Out]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            var line = await server.StandardOutput.ReadLineAsync();
            _ = server.StandardError.ReadToEndAsync();
            await using var page = await DevTools.Start();
            var address = line!.Split("(")[1].Split(")")[0];
            (await page.Open(address)).Should().Be("ready", await page.Text("document.body.innerText"));
            (await page.Text("document.querySelectorAll('#strip canvas').length")).Should().Be("16");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }
}
