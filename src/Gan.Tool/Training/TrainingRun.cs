using Gan.Monitoring;
using Gan.Tool.Configuration;
using Gan.Tool.Data;

namespace Gan.Tool.Training;

/// <summary>One training with its folder: settings, progress, report, grids, checkpoints, generator.</summary>
internal sealed class TrainingRun(RunSettings settings, DataSource data, ToolConsole console)
{
    private static readonly string[] Results =
    [
        "report.html",
        "run.json",
        "grid.png",
        "samples.npy",
        RunFolder.Generator,
    ];

    /// <summary>Where the results go.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether progress goes among the errors.</summary>
    public bool Aside { get; init; }

    /// <summary>Who trains with this process; null for it alone.</summary>
    public IProcessGroup? Processes { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="resumes">Whether it goes on from a checkpoint.</param>
    /// <param name="cancellation">Ends it after the running step.</param>
    /// <returns>The last step.</returns>
    public long Run(bool resumes, CancellationToken cancellation)
    {
        var store = settings.Checkpoints.In(Folder);
        if (!settings.Numbered && settings.Checkpoints.Folder is null)
        {
            store = null; // a folder that is used again and again has no room for them
        }
        var isNew = settings.Numbered && !File.Exists(Path.Combine(Folder, RunFolder.Settings));
        Prepare();
        using var learner = Built(store, resumes, isNew);
        var (step, steps) = (learner.Trainer.Step, learner.Trainer.Settings.Training.Steps);
        if (step > 0)
        {
            Lines.WriteLine($"Going on after step {step}, from {store}");
        }
        if (step >= steps)
        {
            Lines.WriteLine($"No step is left: {steps} were asked for. For more name them all: --steps {2 * step}");
        }
        Saving.Run(learner, Folder, settings.Samples, cancellation);
        return learner.Trainer.Step;
    }

    private TextWriter Lines => Aside ? console.Error : console.Out;

    // What cannot be built leaves no numbered folder behind.
    private Learner Built(string? store, bool resumes, bool isNew)
    {
        try
        {
            return BuiltRun.Of(settings, data, gan => Watched(gan, store, resumes));
        }
        catch when (isNew)
        {
            RunFolder.Forget(Folder);
            throw;
        }
    }

    private void Prepare()
    {
        OutputPath.OfFolder(Folder).ThrowAsFault();
        foreach (var name in Results)
        {
            OutputPath.OfFile(Path.Combine(Folder, name)).ThrowAsFault();
        }
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, RunFolder.Settings), ConfigJson.Text(settings.WithFullPaths()));
    }

    private GanBuilder Watched(GanBuilder gan, string? store, bool resumes)
    {
        var progress = new ConsoleProgress(Aside ? console.ProgressAside() : console.Progress);
        gan = gan.WithLogging(new ToolLog(Lines, console.Error)).AddCallback(progress);
        if (Processes is not null)
        {
            gan = gan.WithProcesses(Processes);
        }
        if (store is not null)
        {
            gan = gan.WithCheckpoints(settings.Checkpoints.Options(store, resumes));
        }
        if (data.Dataset?.SampleShape is { } shape && (shape.Count == 3 || (shape.Count == 1 && shape[0] == 2)))
        {
            var planes = shape.Count == 3 && shape[0] is not (1 or 3 or 4);
            gan = gan.AddCallback(new SampleGridCallback(Folder, planes: planes));
        }
        return gan.AddCallback(new RunRecord(Path.Combine(Folder, "run.json")))
            .AddCallback(new HtmlReport(Path.Combine(Folder, "report.html")));
    }
}
