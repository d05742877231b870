// Trains a GAN and leaves a report, grids of samples, 1,000 samples as an array, the generator and a record of the run
// in --out.
using System.CommandLine;
using Gan;
using Gan.Data;
using Gan.Monitoring;

var losses = new Dictionary<string, Func<GanBuilder, GanBuilder>>
{
    ["wgangp"] = gan => gan.WithWgangp(),
    ["wgan"] = gan => gan.WithWgan(),
    ["lsgan"] = gan => gan.WithLsgan(),
    ["hinge"] = gan => gan.WithHinge(),
    ["r3gan"] = gan => gan.WithR3gan(),
    ["vanilla"] = gan => gan.WithVanilla(),
    ["minimax"] = gan => gan.WithVanilla(saturating: true),
};
var networks = new Dictionary<string, Func<GanBuilder, GanBuilder>>
{
    ["dcgan"] = gan => gan.WithDcgan(),
    ["dcgan-paper"] = gan => gan.WithDcgan(DcganOptions.Paper),
    ["dcgan-tutorial"] = gan => gan.WithDcgan(DcganOptions.Tutorial),
    ["dcgan-upsampling"] = gan => gan.WithDcgan(DcganOptions.Upsampling),
    ["mlp"] = gan => gan.WithMlp(),
    ["mlp-small"] = gan => gan.WithMlp(MlpOptions.Small),
};
var data = new Dictionary<string, Func<IDataset>>
{
    ["mnist"] = Mnist.Embedded,
    ["fashion"] = () => FashionMnist.Load(),
    ["ring"] = () => GaussianMixture.Ring(),
    ["grid"] = () => GaussianMixture.Grid(),
};

var steps = new Option<long>("--steps")
{
    Description = "Generator updates",
    DefaultValueFactory = _ => new TrainingOptions().Steps,
};
var loss = Choice("--loss", "Adversarial loss", "wgangp", losses.Keys);
var network = Choice(
    "--network",
    "Networks; points are trained with mlp unless you say otherwise",
    "dcgan",
    networks.Keys
);
var source = new Option<string>("--data")
{
    Description = $"{string.Join(", ", data.Keys)} or a folder with MNIST's four IDX files",
    DefaultValueFactory = _ => "mnist",
};
source.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string>() is { } name && !data.ContainsKey(name) && !Directory.Exists(name))
    {
        result.AddError($"--data '{name}' is no folder and none of: {string.Join(", ", data.Keys)}.");
    }
});
var batch = new Option<int>("--batch")
{
    Description = "Samples of one update",
    DefaultValueFactory = _ => new TrainingOptions().BatchSize,
};
var device = Choice("--device", "Where to train", "cpu", ["cpu", "cuda"]);
var seed = new Option<ulong>("--seed") { Description = "Seed of everything random", DefaultValueFactory = _ => 0 };
var folder = new Option<string>("--out")
{
    Description = "Folder for the results",
    DefaultValueFactory = _ => "out/quickstart",
};
var checkpoints = new Option<string?>("--checkpoints")
{
    Description = "Folder for checkpoints; none are written without it",
};
var every = new Option<long>("--every")
{
    Description = "Steps between two checkpoints",
    DefaultValueFactory = _ => new CheckpointOptions("folder").Every,
};
var resume = new Option<bool>("--resume") { Description = "Go on from the newest checkpoint, where there is one" };
var command = new RootCommand("Trains a generative adversarial network.")
{
    steps,
    loss,
    network,
    source,
    batch,
    device,
    seed,
    folder,
    checkpoints,
    every,
    resume,
};
command.SetAction(arguments =>
{
    string Out(string name) => Path.Combine(arguments.GetValue(folder)!, name);
    // or says so now
    File.OpenWrite(Path.Combine(Directory.CreateDirectory(Out("")).FullName, "report.html")).Dispose();
    var name = arguments.GetValue(source)!;
    using var samples = data.TryGetValue(name, out var open) ? open() : Mnist.Load(name);
    var kind =
        samples.SampleShape.Count == 1 && arguments.GetResult(network) is null or { Implicit: true }
            ? "mlp"
            : arguments.GetValue(network)!;
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        if (pressed.Cancel = !stop.IsCancellationRequested)
        {
            // what was learnt is still saved
            Console.Error.WriteLine("Stopping after this step; Ctrl-C again leaves at once.");
        }
        stop.Cancel();
    };
    var gan = losses[arguments.GetValue(loss)!]
        (networks[kind](new GanBuilder()))
        .WithData(samples)
        .WithDevice(arguments.GetValue(device)!)
        .WithTraining(
            new TrainingOptions
            {
                Steps = arguments.GetValue(steps),
                BatchSize = arguments.GetValue(batch),
                Seed = arguments.GetValue(seed),
            }
        )
        .AddCallback(new ConsoleProgress())
        .AddCallback(new SampleGridCallback(Out("")))
        .AddCallback(new RunRecord(Out("run.json")))
        .AddCallback(new HtmlReport(Out("report.html")));
    if (arguments.GetValue(checkpoints) is { } store)
    {
        gan = gan.WithCheckpoints(
            new CheckpointOptions(store) { Every = arguments.GetValue(every), Resume = arguments.GetValue(resume) }
        );
    }
    else if (arguments.GetValue(resume))
    {
        throw new ArgumentException("--resume needs --checkpoints, the folder to go on from.");
    }
    using var trainer = gan.Build();
    if (trainer.Step > 0)
    {
        Console.WriteLine($"Going on after step {trainer.Step}, from {arguments.GetValue(checkpoints)}");
    }
    using var trained = trainer.Train(cancellation: stop.Token);
    SamplesFile.Write(Out("samples.npy"), trained);
    trained.Save(Out("generator.safetensors"));
    Console.WriteLine($"See {Out("report.html")} and {Out("grid.png")}");
});
try
{
    return command.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception problem)
    when (problem
            is GanConfigurationException
                or DataFormatException
                or IOException
                or UnauthorizedAccessException
                or NotSupportedException
                or InvalidOperationException
                or ArgumentException
                or NonFiniteException
                or OutOfMemoryException
                or AggregateException
    )
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static Option<string> Choice(string name, string description, string standard, IEnumerable<string> allowed) =>
    new Option<string>(name) { Description = description, DefaultValueFactory = _ => standard }.AcceptOnlyFromAmong([
        .. allowed,
    ]);
