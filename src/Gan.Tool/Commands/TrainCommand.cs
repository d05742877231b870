using System.CommandLine;
using System.Text.Json.Nodes;
using Gan.Distributed;
using Gan.Monitoring;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using Gan.Tool.Training;

namespace Gan.Tool.Commands;

/// <summary><c>gan train</c>: learns from data, and leaves a folder with all that came of it.</summary>
internal sealed class TrainCommand : ToolCommand
{
    private readonly TrainingLine training;
    private readonly Option<string?> resume;
    private readonly Option<bool> dryRun;
    private readonly Option<bool> json;
    private readonly Option<bool> mpi;

    /// <param name="console">Where it writes to.</param>
    public TrainCommand(ToolConsole console)
        : this(console, ConfigMap.Empty) { }

    /// <param name="console">Where it writes to.</param>
    /// <param name="standard">Settings where nothing is said.</param>
    internal TrainCommand(ToolConsole console, ConfigMap standard)
        : base("train", "Trains a generative adversarial network.", console)
    {
        training = new TrainingLine(this, standard);
        resume = Add<string?>(
            "--resume",
            "Go on from the newest checkpoint, of the run that is named or of the newest"
        );
        resume.Arity = ArgumentArity.ZeroOrOne;
        dryRun = Add<bool>("--dry-run", "Build the training, say what would happen, and write nothing");
        mpi = Add<bool>("--mpi", "Train in all processes that mpirun started, each with a part of every batch");
        json = Add<bool>("--json", "Say the result as JSON, and progress among the errors");
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var run = RunToResume(line);
        var settings = training.Read(line, Console.Environment, run);
        using var data = DataSource.Open(settings.Data);
        var asJson = line.GetValue(json);
        if (line.GetValue(dryRun))
        {
            return Plan(settings, data, asJson);
        }
        using var signals = Interrupt.Listen(Console.Error);
        var processes = line.GetValue(mpi) ? MpiProcessGroup.World() : null;
        if (processes is { Rank: > 0 })
        {
            return Follow(settings, data, processes, signals.Token);
        }
        var folder = run ?? FolderFor(settings, data);
        var trained = new TrainingRun(settings, data, Console)
        {
            Folder = folder,
            Aside = asJson,
            Processes = processes,
        };
        var step = trained.Run(line.GetResult(resume) is not null, signals.Token);
        Say(folder, step, asJson, signals.Signal is not null);
        return signals.Signal is null ? ExitCode.Done : ExitCode.Interrupted;
    }

    // The first process has the folder, the words and the results.
    private static int Follow(
        RunSettings settings,
        DataSource data,
        MpiProcessGroup processes,
        CancellationToken cancellation
    )
    {
        using var learner = BuiltRun.Of(settings, data, gan => gan.WithProcesses(processes));
        foreach (var _ in learner.Trainer.Steps(cancellation))
        {
            // it takes part
        }
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    // Null for a new run, and where results go to a folder without a number.
    private string? RunToResume(ParseResult line)
    {
        if (line.GetResult(resume) is null)
        {
            return null;
        }
        if (line.GetValue(resume) is { } named)
        {
            return File.Exists(Path.Combine(named, RunFolder.Settings))
                ? named
                : throw new ToolException($"'{named}' is no run: it has no {RunFolder.Settings}. Name its folder.");
        }
        var settings = training.Read(line, Console.Environment);
        if (!settings.Numbered)
        {
            return settings.Checkpoints.Folder is null or CheckpointSettings.None
                ? throw new ToolException("--resume needs --checkpoints, the folder to go on from.")
                : null;
        }
        return RunFolder.All(settings.Out).LastOrDefault()
            ?? throw new ToolException($"There is no run in '{settings.Out}' to go on with. Leave out --resume.");
    }

    private static string FolderFor(RunSettings settings, DataSource data)
    {
        OutputPath.OfFolder(settings.Out).ThrowAsFault(); // now, and not after hours
        if (!settings.Numbered)
        {
            return settings.Out;
        }
        var network = settings.Networks is { } networks
            ? ConfigParts.NameOf(typeof(INetworkFamily), networks)
            : "recommended";
        return RunFolder.New(settings.Out, settings.Name ?? $"{data.Name}-{(data.Table is null ? network : "ctgan")}");
    }

    private int Plan(RunSettings settings, DataSource data, bool asJson)
    {
        // A trial for the minutes would take minutes.
        var timeless = settings with
        {
            Training = settings.Training with { Minutes = null, Steps = settings.Training.Steps },
        };
        using var learner = BuiltRun.Of(
            timeless,
            data,
            gan => gan.WithLogging(new ToolLog(Console.Error, Console.Error))
        );
        var described = learner.Trainer.Settings.Describe();
        if (asJson)
        {
            var all = new JsonObject([.. described.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))]);
            Console.Out.WriteLine(all.ToJsonString(ConfigJson.Options));
            return ExitCode.Done;
        }
        foreach (var (name, value) in described)
        {
            Console.Out.WriteLine($"{name}: {value}");
        }
        Console.Out.WriteLine("Nothing was trained or written: --dry-run.");
        return ExitCode.Done;
    }

    private void Say(string folder, long step, bool asJson, bool interrupted)
    {
        if (asJson)
        {
            var result = new JsonObject
            {
                ["run"] = folder,
                ["step"] = step,
                ["interrupted"] = interrupted,
                ["generator"] = Path.Combine(folder, RunFolder.Generator),
                ["report"] = Path.Combine(folder, "report.html"),
            };
            Console.Out.WriteLine(result.ToJsonString(ConfigJson.Options));
            return;
        }
        var grid = Path.Combine(folder, "grid.png");
        var report = Path.Combine(folder, "report.html");
        Console.Out.WriteLine(File.Exists(grid) ? $"See {report} and {grid}" : $"See {report}");
    }
}
