using System.CommandLine;
using Gan.Data;
using Gan.Games;
using Gan.Monitoring;
using Gan.Tool.Data;
using Gan.Tool.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan sample</c>: pictures, arrays or rows of a generator.</summary>
internal sealed class SampleCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<long> count;
    private readonly Option<string?> seeds;
    private readonly Option<long?> label;
    private readonly Option<double?> truncation;
    private readonly Option<string> output;
    private readonly Option<string> device;

    /// <param name="console">Where it writes to.</param>
    public SampleCommand(ToolConsole console)
        : base("sample", "Draws samples from a generator.", console)
    {
        file = Word("file", "A generator's file, or a run's folder");
        count = Add("--count", "How many samples, where no seeds are named", 64L);
        seeds = Add<string?>("--seeds", "Seeds of single samples, such as 0,1,4-6");
        label = Add<long?>("--label", "The class of all samples; left out, classes take turns");
        truncation = AddNumber("--trunc", "Fewer outliers for less variety");
        output = Add(
            "--out",
            "A .png (grid), .npy (array), .csv (rows) or .txt (texts) file, or a folder (single pictures)",
            "samples.png"
        );
        device = Add("--device", "Where to sample", "cpu");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var path = RunFolder.GeneratorIn(line.GetValue(file)!);
        var target = line.GetValue(output)!;
        OutputPath.OfFile(Path.Combine(target, "x")).ThrowAsFaultIf(Path.GetExtension(target).Length == 0);
        OutputPath.OfFile(target).ThrowAsFaultIf(Path.GetExtension(target).Length > 0);
        switch (SavedFile.KindOf(path))
        {
            case SavedKind.Table:
                target = WithEnding(line, target, ".csv", "rows of a table");
                WriteRows(path, target, line);
                break;
            case SavedKind.Text when !IsOfNumbers(target):
                target = WithEnding(line, target, ".txt", "texts");
                WriteLines(path, target, line);
                break;
            default:
                WriteSamples(line, path, target);
                break;
        }
        Console.Out.WriteLine($"See {target}");
        return ExitCode.Done;
    }

    // Numbers of tokens are samples as any others.
    private static bool IsOfNumbers(string target) => Path.GetExtension(target).ToLowerInvariant() is ".csv" or ".npy";

    private string WithEnding(ParseResult line, string target, string ending, string what)
    {
        if (line.GetResult(label) is not null || line.GetResult(truncation) is not null)
        {
            throw new ToolException($"There is no label and no truncation of {what}. Leave out --label and --trunc.");
        }
        if (line.GetResult(output) is not { Implicit: false })
        {
            return Path.ChangeExtension(target, ending);
        }
        return Path.GetExtension(target).Equals(ending, StringComparison.OrdinalIgnoreCase)
            ? target
            : throw new ToolException($"--out takes a file that ends with {ending} for {what}, but was '{target}'.");
    }

    private void WriteRows(string path, string target, ParseResult line)
    {
        var seed = OneSeed(line);
        using var table = TrainedTable.Load(path, line.GetValue(device)!);
        table.WriteCsv(target, line.GetValue(count), seed: seed);
    }

    private void WriteLines(string path, string target, ParseResult line)
    {
        var seed = OneSeed(line);
        using var writer = TrainedText.Load(path, line.GetValue(device)!);
        File.WriteAllLines(target, writer.Write(line.GetValue(count), seed: seed));
    }

    private long OneSeed(ParseResult line)
    {
        IReadOnlyList<long> all = line.GetValue(seeds) is { } text ? SeedList.Read(text) : [0];
        return all.Count == 1
            ? all[0]
            : throw new ToolException($"--seeds takes one seed for all of these samples, but were {all.Count}.");
    }

    private void WriteSamples(ParseResult line, string path, string target)
    {
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Load(path, line.GetValue(device)!);
        var named = line.GetValue(seeds) is { } text ? SeedList.Read(text) : null;
        var samples = Draw(gan, line, named);
        SampleOutput.Write(samples, target, Provenance.Of(gan), named);
    }

    private Tensor Draw(TrainedGan gan, ParseResult line, IReadOnlyList<long>? named)
    {
        var asked = line.GetValue(label);
        var limit = line.GetValue(truncation);
        return named is null
            ? gan.Sample(line.GetValue(count), asked, seed: 0, limit)
            : cat([.. named.Select(seed => gan.Sample(1, asked, seed, limit))]);
    }
}
