using System.CommandLine;
using Gan;
using Gan.Data;
using Gan.Monitoring;

/// <summary>The command line: what to train, on what, and where the results go.</summary>
internal sealed class Options
{
    private static readonly Option<long> Steps = With("--steps", "Generator updates", 7500L);
    private static readonly Option<string> Loss = Choice("--loss", "Adversarial loss", "hinge", Choices.Losses.Keys);
    private static readonly Option<string> Network = Choice(
        "--network",
        "Networks; points are trained with mlp unless you say otherwise",
        "dcgan",
        Choices.Networks.Keys
    );
    private static readonly Option<string> Source = DataOption();
    private static readonly Option<int> Batch = With("--batch", "Samples of one update", 32);
    private static readonly Option<string> Device = Choice("--device", "Where to train", "cpu", ["cpu", "cuda"]);
    private static readonly Option<ulong> Seed = With("--seed", "Seed of everything random", 0UL);
    private static readonly Option<string> Out = With("--out", "Folder for the results", "out/quickstart");
    private static readonly Option<string?> Store = new("--checkpoints")
    {
        Description = "Folder for checkpoints; none are written without it",
    };
    private static readonly Option<long> Every = With(
        "--every",
        "Steps between two checkpoints",
        new CheckpointOptions("folder").Every
    );
    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on from the newest checkpoint, where there is one",
    };

    private static readonly string[] Results =
    [
        "report.html",
        "run.json",
        "grid.png",
        "samples.npy",
        "generator.safetensors",
    ];

    private readonly ParseResult line;

    private Options(ParseResult line)
    {
        this.line = line;
        Problem?[] problems = [OutputPath.OfFolder(Folder), .. Results.Select(name => OutputPath.OfFile(File(name)))];
        if (problems.FirstOrDefault(problem => problem is not null) is { } problem)
        {
            throw new IOException(problem.ToString()); // now, and not after hours
        }
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The results'.</summary>
    public string Folder => line.GetValue(Out)!;

    /// <summary>The checkpoints' folder; null without.</summary>
    public string? Checkpoints => line.GetValue(Store);

    private static string Sources => string.Join(", ", Choices.Data.Keys);

    /// <summary>Runs the program; what a user can mend ends it with one sentence and status 1.</summary>
    public static int Run(string[] args, Action<Options> program)
    {
        var command = new RootCommand("Trains a generative adversarial network.")
        {
            Steps,
            Loss,
            Network,
            Source,
            Batch,
            Device,
            Seed,
            Out,
            Store,
            Every,
            Resume,
        };
        command.SetAction(line => program(new Options(line)));
        try
        {
            return command.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception problem) when (IsForUsers(problem))
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    /// <summary>A file of the results.</summary>
    public string File(string name) => Path.Combine(Folder, name);

    public IDataset OpenData()
    {
        var name = line.GetValue(Source)!;
        return Choices.Data.TryGetValue(name, out var open) ? open() : Mnist.Load(name);
    }

    /// <summary>A GAN on the data as the options have it: network, loss, device, steps and checkpoints.</summary>
    public GanBuilder Gan(IDataset data)
    {
        var training = new TrainingOptions
        {
            Steps = line.GetValue(Steps),
            BatchSize = line.GetValue(Batch),
            Seed = line.GetValue(Seed),
        };
        var gan = Choices.Networks[NetworkFor(data)](new GanBuilder().WithData(data));
        gan = Choices.Losses[line.GetValue(Loss)!](gan);
        gan = gan.WithDevice(line.GetValue(Device)!).WithTraining(training);
        if (Checkpoints is { } store)
        {
            return gan.WithCheckpoints(new(store) { Every = line.GetValue(Every), Resume = line.GetValue(Resume) });
        }
        return line.GetValue(Resume)
            ? throw new ArgumentException("--resume needs --checkpoints, the folder to go on from.")
            : gan;
    }

    /// <summary>Trains and saves what was learnt, where the results go or else where temporary files do.</summary>
    public void Save(GanTrainer trainer, Func<TrainedGan> train)
    {
        var start = trainer.Step;
        try
        {
            using var trained = train();
            SamplesFile.Write(File("samples.npy"), trained);
            trained.Save(File("generator.safetensors"));
        }
        catch (Exception problem) when (trainer.Step > start && IsForUsers(problem))
        {
            throw new IOException($"{problem.Message.TrimEnd('.')}. {SaveElsewhere(trainer)}", problem);
        }
        if (trainer.Context.ObserverFailures is { Count: > 0 } failures)
        {
            throw new IOException($"{string.Join(" ", failures)} The other results are in {Folder}.");
        }
    }

    private string SaveElsewhere(GanTrainer trainer)
    {
        using var learnt = trainer.Snapshot();
        Func<string>[] places = [() => Folder, () => Directory.CreateTempSubdirectory("gan-").FullName];
        foreach (var place in places)
        {
            try
            {
                var path = Path.Combine(place(), "generator.safetensors");
                learnt.Save(path);
                return $"What was learnt in {trainer.Step} steps is in {path}.";
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // the other place, then
            }
        }
        return "What was learnt could not be saved.";
    }

    private string NetworkFor(IDataset data)
    {
        var isStated = line.GetResult(Network) is { Implicit: false };
        return data.SampleShape.Count == 1 && !isStated ? "mlp" : line.GetValue(Network)!;
    }

    private static bool IsForUsers(Exception problem) =>
        problem
            is GanConfigurationException
                or DataFormatException
                or IOException
                or UnauthorizedAccessException
                or NotSupportedException
                or InvalidOperationException
                or ArgumentException
                or NonFiniteException
                or OutOfMemoryException
                or AggregateException;

    private static Option<T> With<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static Option<string> Choice(
        string name,
        string description,
        string standard,
        IEnumerable<string> allowed
    ) => With(name, description, standard).AcceptOnlyFromAmong([.. allowed]);

    private static Option<string> DataOption()
    {
        var option = With("--data", $"{Sources} or a folder with MNIST's four IDX files", "mnist");
        option.Validators.Add(result =>
        {
            var name = result.GetValueOrDefault<string>();
            if (name is not null && !Choices.Data.ContainsKey(name) && !Directory.Exists(name))
            {
                result.AddError($"--data '{name}' is no folder and none of: {Sources}.");
            }
        });
        return option;
    }
}
