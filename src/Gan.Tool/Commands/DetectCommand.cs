using System.CommandLine;
using System.Text.Json.Nodes;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan detect</c>: what pictures say of their origin, and whether a watermark is in them.</summary>
internal sealed class DetectCommand : ToolCommand
{
    private readonly Argument<string[]> files;
    private readonly Option<string?> watermark;
    private readonly Option<int?> bits;
    private readonly Option<string?> decoder;
    private readonly Option<double?> rate;
    private readonly Option<bool> json;

    /// <param name="console">Where it writes to.</param>
    public DetectCommand(ToolConsole console)
        : base("detect", "Says whether pictures are marked as made by a generator.", console)
    {
        files = new Argument<string[]>("files") { Description = "Pictures", Arity = ArgumentArity.OneOrMore };
        Add(files);
        watermark = Add<string?>("--watermark", "The key whose watermark is looked for");
        bits = Add<int?>("--bits", "Bits of the watermark in pixels, 64 as it comes");
        decoder = Add<string?>("--decoder", "The decoder of a marked generator; left out, the pixels' own watermark");
        rate = AddNumber("--rate", "Pictures without a mark that may be taken for marked ones, 1e-6 as it comes");
        json = Add<bool>("--json", "Say it as JSON");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var most = line.GetValue(rate) ?? 1e-6;
        if (most is not (> 0 and < 1))
        {
            throw new ToolException($"--rate takes a number between 0 and 1, such as 1e-6, but was {most}.");
        }
        var key = line.GetValue(watermark);
        var file = line.GetValue(decoder);
        if (key is null && file is not null)
        {
            throw new ToolException("--decoder reads bits, and a key says which are right: --watermark KEY.");
        }
        using var reader = file is null ? null : WatermarkDecoder.Load(file);
        using var spread =
            key is null || reader is not null ? null : new SpreadWatermark(key, line.GetValue(bits) ?? 64);
        var message = reader is null ? null : new WatermarkMessage(key!, reader.Bits);
        Func<Tensor, WatermarkEvidence>? detect = spread is null ? null : spread.Detect;
        detect = reader is null ? detect : image => reader.Detect(image, message!);
        var found = line.GetValue(files)!.Select(picture => Look(picture, detect, most)).ToList();
        if (line.GetValue(json))
        {
            Console.Out.WriteLine(new JsonArray([.. found]).ToJsonString(ConfigJson.Options));
            return ExitCode.Done;
        }
        foreach (var facts in found)
        {
            Console.Out.WriteLine(string.Join("  ", facts.Select(fact => $"{fact.Key}: {fact.Value}")));
        }
        return ExitCode.Done;
    }

    private static JsonObject Look(string path, Func<Tensor, WatermarkEvidence>? detect, double most)
    {
        var facts = new JsonObject { ["file"] = path, ["source"] = Source(path) ?? "not said" };
        if (detect is null)
        {
            return facts;
        }
        using var image = MarkablePicture.Read(path);
        var evidence = detect(image);
        facts["watermark"] = evidence.IsFound(most);
        facts["matched"] = $"{evidence.Matched} of {evidence.Bits}";
        facts["pValue"] = evidence.PValue;
        facts["falsePositiveRate"] = most;
        return facts;
    }

    // Other kinds of pictures carry it elsewhere, where it is not read.
    private static string? Source(string path)
    {
        using (var file = File.OpenRead(path))
        {
            Span<byte> head = stackalloc byte[4];
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < 4 || !head[1..].SequenceEqual("PNG"u8))
            {
                return null;
            }
        }
        return PngProvenance.SourceTypeOf(path)?.Split('/')[^1];
    }
}
