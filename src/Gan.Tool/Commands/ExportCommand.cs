using System.CommandLine;
using Gan.Games;
using Gan.Monitoring;
using Gan.Onnx;
using Gan.Tool.Data;
using Gan.Tool.Training;

namespace Gan.Tool.Commands;

/// <summary><c>gan export</c>: a generator or a detector as an ONNX file, checked in ONNX Runtime.</summary>
internal sealed class ExportCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<string> output;
    private readonly Option<string> storage;
    private readonly Option<string> quantize;
    private readonly Option<string?> licence;

    /// <param name="console">Where it writes to.</param>
    public ExportCommand(ToolConsole console)
        : base("export", "Writes an ONNX file, which needs no libtorch.", console)
    {
        file = Word("file", "A generator's or detector's file, or a run's folder");
        output = Add("--out", "The .onnx file", "generator.onnx");
        storage = Add("--storage", "How weights are stored", "float32");
        storage.AcceptOnlyFromAmong("float32", "float16", "int8");
        quantize = Add("--quantize", "static computes convolutions in whole numbers", "none");
        quantize.AcceptOnlyFromAmong("none", "static");
        licence = Add<string?>("--licence", "Licence of the weights, such as CC-BY-4.0");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var path = RunFolder.GeneratorIn(line.GetValue(file)!);
        var target = line.GetValue(output)!;
        OutputPath.OfFile(target).ThrowAsFaultIf(true);
        var options = new OnnxOptions
        {
            Storage = Enum.Parse<OnnxStorage>(line.GetValue(storage)!, ignoreCase: true),
            Quantisation = line.GetValue(quantize) == "static" ? new Quantisation() : null,
            Licence = line.GetValue(licence),
        };
        var report = Export(path, target, options);
        var stored = double.IsInfinity(report.Psnr) ? "" : $", PSNR {report.Psnr:0.0} dB to float32";
        Console.Out.WriteLine($"See {target}: {report.Bytes} bytes, largest error {report.Error:0.0e+0}{stored}");
        if (report.Advice is { } advice)
        {
            Console.Out.WriteLine(advice);
        }
        return ExitCode.Done;
    }

    private static OnnxReport Export(string path, string target, OnnxOptions options)
    {
        switch (SavedFile.KindOf(path))
        {
            case SavedKind.Table:
                using (var table = TrainedTable.Load(path))
                {
                    return table.Gan.ExportOnnx(target, options);
                }
            case SavedKind.Anomaly:
                using (var detector = AnomalyDetector.Load(path))
                {
                    return detector.ExportOnnx(target, options);
                }
            case SavedKind.Translator:
                throw new ToolException(
                    "A translator takes images of several sizes, and a file of one. Call translator.Network.ExportOnnx "
                        + "with the size."
                );
            default:
                using (var gan = TrainedGan.Load(path))
                {
                    return gan.ExportOnnx(target, options);
                }
        }
    }
}
