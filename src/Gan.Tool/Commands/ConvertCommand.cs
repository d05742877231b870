using System.CommandLine;
using Gan.Monitoring;
using Gan.Tool.Data;
using Gan.Tool.Hub;
using Gan.Tool.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan convert</c>: weights between the files of several libraries, and a run as a folder for Hugging
/// Face.</summary>
internal sealed class ConvertCommand : ToolCommand
{
    private readonly Argument<string> file;
    private readonly Option<string?> target;
    private readonly Option<string?> hub;
    private readonly Option<string[]?> maps;
    private readonly Option<string?> entry;
    private readonly Option<string?> like;
    private readonly Option<string?> licence;

    /// <param name="console">Where it writes to.</param>
    public ConvertCommand(ToolConsole console)
        : base("convert", "Writes weights in another format, or a folder for Hugging Face.", console)
    {
        file = Word("from", "A .safetensors, .pth or .dat file, or a run's folder");
        target = Add<string?>("--to", "The .safetensors or .pth file to write");
        maps = Add<string[]?>("--map", "old=new renames tensors, such as main.0=project; may be repeated");
        entry = Add<string?>("--entry", "Which dictionary of a .pth file, such as g_ema");
        like = Add<string?>("--like", "A generator's file whose network the weights are for; they must fit it");
        hub = Add<string?>("--to-hub", "A folder as Hugging Face shows it: weights, config.json, a model card");
        licence = Add<string?>("--licence", "Licence of the weights, for the model card, such as cc-by-4.0");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var from = line.GetValue(file)!;
        if (line.GetValue(hub) is null == line.GetValue(target) is null)
        {
            throw new ToolException("Name either --to or --to-hub: a file, or a folder for Hugging Face.");
        }
        if (line.GetValue(hub) is { } folder)
        {
            ThrowIfGiven(line, "--to-hub", target, maps, entry, like);
            Console.Out.WriteLine($"See {HubFolder.Write(from, folder, line.GetValue(licence))}");
            return ExitCode.Done;
        }
        ThrowIfGiven(line, "--to", licence);
        Convert(RunFolder.GeneratorIn(from), line.GetValue(target)!, line);
        return ExitCode.Done;
    }

    private static void ThrowIfGiven(ParseResult line, string with, params Option[] options)
    {
        if (options.FirstOrDefault(option => line.GetResult(option) is { Implicit: false }) is { } option)
        {
            throw new ToolException($"{option.Name} has no meaning with {with}. Leave it out.");
        }
    }

    private void Convert(string from, string to, ParseResult line)
    {
        WeightsFile.ThrowIfNotWritable(to);
        OutputPath.OfFile(to).ThrowAsFaultIf(true);
        using var scope = NewDisposeScope();
        var (tensors, metadata) = WeightsFile.Load(from, line.GetValue(entry));
        var named = WeightNames.Renamed(tensors, Maps(line.GetValue(maps) ?? []));
        if (line.GetValue(like) is { } pattern)
        {
            using var gan = Pattern(pattern);
            using var filled = gan.WithWeights(named);
            WeightsFile.Save(to, filled.Generator.state_dict(), Metadata(pattern));
        }
        else
        {
            WeightsFile.Save(to, named, metadata);
        }
        Console.Out.WriteLine($"See {to}: {named.Count} tensors, {named.Values.Sum(one => one.numel())} numbers");
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private static TrainedGan Pattern(string path) =>
        SavedFile.KindOf(path) == SavedKind.Generator
            ? TrainedGan.Load(path)
            : throw new ToolException($"--like takes a generator's .safetensors file, but '{path}' is none.");

    private static Dictionary<string, string> Metadata(string path) => new(SavedFile.Metadata(path));

    private static Dictionary<string, string> Maps(string[] maps)
    {
        var names = new Dictionary<string, string>();
        foreach (var map in maps)
        {
            var at = map.IndexOf('=');
            if (at < 1 || !names.TryAdd(map[..at], map[(at + 1)..]))
            {
                throw new ToolException($"--map takes old=new, each old name once, but was '{map}'.");
            }
        }
        return names;
    }
}
