using System.CommandLine;
using System.Security.Cryptography;
using Gan.Games;
using Gan.Tool.Data;
using Gan.Tool.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Commands;

/// <summary><c>gan verify</c>: loads a saved file, tries it, and says what it is.</summary>
internal sealed class VerifyCommand : ToolCommand
{
    private readonly Argument<string> file;

    /// <param name="console">Where it writes to.</param>
    public VerifyCommand(ToolConsole console)
        : base("verify", "Checks that a saved file loads and works, and says what it holds.", console) =>
        file = Word("file", "A generator's, translator's or detector's file, or a run's folder");

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var path = RunFolder.GeneratorIn(line.GetValue(file)!);
        using var scope = NewDisposeScope();
        var said = SavedFile.KindOf(path) switch
        {
            SavedKind.Table => Rows(path),
            SavedKind.Text => Said(TrainedText.Load(path)),
            SavedKind.Translator => Said(TrainedTranslator.Load(path)),
            SavedKind.Anomaly => Said(AnomalyDetector.Load(path)),
            _ => Samples(path),
        };
        Console.Out.WriteLine(said);
        using var content = File.OpenRead(path);
        Console.Out.WriteLine(
            $"{path}: {content.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(content))}"
        );
        return ExitCode.Done;
    }

    private static string Said(IDisposable network)
    {
        using (network)
        {
            return network.ToString()!;
        }
    }

    private static string Rows(string path)
    {
        using var table = TrainedTable.Load(path);
        table.Sample(2, seed: 0);
        return table.ToString();
    }

    private static string Samples(string path)
    {
        using var gan = TrainedGan.Load(path);
        var isAsked = gan.Condition.Kind is ConditionKind.None or ConditionKind.Label;
        if (isAsked && !gan.Sample(2, seed: 0).isfinite().all().ToBoolean())
        {
            throw new InvalidDataException($"'{path}' loads, but its samples are no numbers. Train it again.");
        }
        return gan.ToString();
    }
}
