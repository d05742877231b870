using System.CommandLine;
using Gan.Serving;
using Gan.Tool.Data;

namespace Gan.Tool.Commands;

/// <summary><c>gan gallery</c>: a page that runs the generator in the browser, as a folder.</summary>
internal sealed class GalleryCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<string> output;
    private readonly Option<string?> name;
    private readonly Option<string?> onnxWeb;

    /// <param name="console">Where it writes to.</param>
    public GalleryCommand(ToolConsole console)
        : base("gallery", "Writes a page that runs the generator in the browser.", console)
    {
        file = Word("file", "An .onnx file of gan export, a generator's file, or a run's folder");
        output = Add("--out", "The folder", "gallery");
        name = Add<string?>("--name", "Name on the page; left out, that of the file or run");
        onnxWeb = Add<string?>(
            "--onnx-web",
            "Folder dist of the npm package onnxruntime-web; left out, it is looked for"
        );
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var path = line.GetValue(file)!;
        var folder = line.GetValue(output)!;
        using (var shipped = new ServableFile(path))
        {
            GanGallery.Write(
                shipped.Path,
                folder,
                line.GetValue(name) ?? ServableFile.NameOf(path),
                line.GetValue(onnxWeb)
            );
        }
        Console.Out.WriteLine(
            $"See {folder}: any web server shows it, such as 'python3 -m http.server --directory {folder}'. Browsers load "
                + "no modules from file://."
        );
        return ExitCode.Done;
    }
}
