using System.CommandLine;
using Gan.Monitoring;
using Gan.Tool.Data;
using Gan.Tool.Training;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan interpolate</c>: a walk from one sample to another.</summary>
internal sealed class InterpolateCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<long> from;
    private readonly Option<long> to;
    private readonly Option<long> steps;
    private readonly Option<long?> label;
    private readonly Option<string> output;

    /// <param name="console">Where it writes to.</param>
    public InterpolateCommand(ToolConsole console)
        : base("interpolate", "Draws the way from one sample to another.", console)
    {
        file = Word("file", "A generator's file, or a run's folder");
        from = Add("--from", "Seed of the first sample", 0L);
        to = Add("--to", "Seed of the last sample", 1L);
        steps = Add("--steps", "Samples on the way, both ends included", 8L);
        label = Add<long?>("--label", "The class of all samples");
        output = Add(
            "--out",
            "A .png (grid), .npy (array) or .csv file, or a folder (single pictures)",
            "interpolation.png"
        );
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var target = line.GetValue(output)!;
        using var scope = NewDisposeScope();
        using var gan = TrainedGan.Load(RunFolder.GeneratorIn(line.GetValue(file)!));
        var way = gan.Interpolate(line.GetValue(from), line.GetValue(to), line.GetValue(steps), line.GetValue(label));
        SampleOutput.Write(way, target, Provenance.Of(gan));
        Console.Out.WriteLine($"See {target}");
        return ExitCode.Done;
    }
}
