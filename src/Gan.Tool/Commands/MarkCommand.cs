using System.CommandLine;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Gan.Tool.Data;
using Gan.Tool.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan mark</c>: says in PNG files that a generator made them, puts a watermark into their pixels, or
/// teaches a generator to write one.</summary>
internal sealed class MarkCommand : ToolCommand
{
    private readonly Argument<string[]> files;
    private readonly Option<string?> output;
    private readonly Option<string?> watermark;
    private readonly Option<int?> bits;
    private readonly Option<double?> strength;
    private readonly Option<string?> decoder;
    private readonly Option<int> steps;
    private readonly Option<string?> dataSet;

    /// <param name="console">Where it writes to.</param>
    public MarkCommand(ToolConsole console)
        : base("mark", "Marks pictures as made by a generator, or a generator.", console)
    {
        files = new Argument<string[]>("files")
        {
            Description = "PNG files, or with --decoder a generator's file or a run's folder",
            Arity = ArgumentArity.OneOrMore,
        };
        Add(files);
        output = Add<string?>("--out", "A folder for marked pictures, or a generator's file; left out, in place");
        watermark = Add<string?>("--watermark", "A key: puts its watermark into the pixels or the generator");
        bits = Add<int?>("--bits", "Bits of the watermark: 64 in pixels, 32 of a new decoder");
        strength = AddNumber("--strength", "Strength of the watermark in pixels, 3 of 255 as it comes");
        decoder = Add<string?>("--decoder", "The watermark decoder for a generator; trained first where it is missing");
        steps = Add("--steps", "Updates that teach a generator", 300);
        dataSet = Add<string?>("--data-name", "The data that the generator was trained with, told in the pictures");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        if (line.GetValue(decoder) is { } path)
        {
            return MarkGenerator(line, path);
        }
        var folder = line.GetValue(output);
        var provenance = new Provenance(DataSet: line.GetValue(dataSet));
        using var mark = line.GetValue(watermark) is { } key
            ? new SpreadWatermark(key, line.GetValue(bits) ?? 64, line.GetValue(strength) ?? 3)
            : null;
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }
        foreach (var file in line.GetValue(files)!)
        {
            var target = folder is null ? file : Path.Combine(folder, Path.GetFileName(file));
            Console.Out.WriteLine(MarkPicture(file, target, provenance, mark));
        }
        return ExitCode.Done;
    }

    private static string MarkPicture(string file, string target, Provenance provenance, SpreadWatermark? mark)
    {
        if (mark is null)
        {
            return PngProvenance.Add(file, provenance, target) ? $"{target}: marked" : $"{target}: was marked before";
        }
        PngProvenance.SourceTypeOf(file); // a PNG, and whole
        using var scope = NewDisposeScope();
        var marked = mark.Apply(MarkablePicture.Read(file).unsqueeze(0));
        MarkablePicture.Write(marked, target, provenance);
        return $"{target}: marked, with a watermark of {mark.Bits} bits";
    }

    private int MarkGenerator(ParseResult line, string path)
    {
        if (line.GetValue(watermark) is not { } key || line.GetValue(files) is not [var file])
        {
            throw new ToolException("--decoder marks one generator. Name its file, and a key: --watermark KEY.");
        }
        var source = RunFolder.GeneratorIn(file);
        var target = line.GetValue(output) ?? source;
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Load(source);
        using var reader = Decoder(line, path, gan);
        using var marked = reader.Mark(
            gan,
            new WatermarkMessage(key, reader.Bits),
            new MarkingOptions { Steps = line.GetValue(steps) }
        );
        marked.Save(target);
        Console.Out.WriteLine($"{target}: writes a watermark of {reader.Bits} bits, which {path} reads");
        return ExitCode.Done;
    }

    private WatermarkDecoder Decoder(ParseResult line, string path, TrainedGan gan)
    {
        if (File.Exists(path))
        {
            return WatermarkDecoder.Load(path);
        }
        var standard = new WatermarkDecoderOptions();
        var options = standard with { Bits = line.GetValue(bits) ?? standard.Bits };
        var made = WatermarkDecoder.Train(gan.SampleShape, options);
        made.Save(path);
        return made;
    }
}
