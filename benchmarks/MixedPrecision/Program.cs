// What WithMixedPrecision gains and costs: time and memory of a step in float32 and in bfloat16, turn about, and the
// quality of digits after equal trainings.
using System.CommandLine;
using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Metrics;
using static TorchSharp.torch;

var workloads = new Dictionary<string, Workload>
{
    ["quickstart"] = new(64, Mnist.Embedded, new DcganOptions(), g => g.WithWgangp(), 10, 30),
    ["mlp"] = new(64, Mnist.Embedded, MlpOptions.Tutorial, g => g.WithVanilla(), 60, 80),
    ["dcgan28"] = new(256, Mnist.Embedded, DcganOptions.Tutorial, g => g.WithVanilla(), 3, 8),
    ["dcgan64"] = new(64, () => Colours(64), DcganOptions.Paper, g => g.WithVanilla(), 3, 8),
    ["resnet32"] = new(
        64,
        () => Colours(32),
        new ResNetOptions { GeneratorMaps = 64, DiscriminatorMaps = 64 },
        g => g.WithHinge(),
        1,
        4
    ),
    ["wgangp28"] = new(256, Mnist.Embedded, DcganOptions.Tutorial, g => g.WithWgangp(), 1, 4),
};
var names = new Argument<string[]>("workloads")
{
    Description = string.Join(", ", workloads.Keys),
    DefaultValueFactory = _ => [.. workloads.Keys],
};
var rounds = new Option<int>("--rounds") { Description = "Runs of each side", DefaultValueFactory = _ => 3 };
var speed = new Command(
    "speed",
    "Processor milliseconds on one thread and largest memory of a step, each run in a process of its own."
)
{
    names,
    rounds,
};
speed.SetAction(arguments =>
{
    foreach (var name in arguments.GetValue(names)!)
    {
        Compare(name, arguments.GetValue(rounds));
    }
});

var name = new Argument<string>("workload").AcceptOnlyFromAmong([.. workloads.Keys]);
var narrow = new Option<bool>("--mixed") { Description = "In bfloat16" };
var one = new Command("one", "One run of speed, as JSON.") { name, narrow };
one.SetAction(arguments =>
{
    var work = workloads[arguments.GetValue(name)!];
    using var data = work.Data();
    using var trainer = work.Build(data, arguments.GetValue(narrow));
    Console.WriteLine(Measurement.Steps(trainer, work.Warm).Text());
});

var steps = new Option<long>("--steps")
{
    Description = "Generator updates",
    DefaultValueFactory = _ => new TrainingOptions().Steps,
};
var maps = new Option<long>("--maps")
{
    Description = "Feature maps",
    DefaultValueFactory = _ => new DcganOptions().FeatureMaps,
};
var seeds = new Option<ulong[]>("--seeds")
{
    Description = "A training in each precision for each",
    DefaultValueFactory = _ => [0, 1],
    AllowMultipleArgumentsPerToken = true,
};
var quality = new Command(
    "quality",
    "The quick start's training in both precisions, judged as benchmarks/JudgeSamples does."
)
{
    steps,
    maps,
    seeds,
};
quality.SetAction(arguments =>
{
    using var digits = Mnist.Embedded();
    using var judge = ImageClassifier.Train(digits, samples: ..9000);
    foreach (var seed in arguments.GetValue(seeds)!)
    {
        foreach (var mixed in new[] { false, true })
        {
            var gan = new GanBuilder()
                .WithData(digits)
                .WithDcgan(new DcganOptions { FeatureMaps = arguments.GetValue(maps) })
                .WithWgangp()
                .WithMixedPrecision(mixed)
                .WithTraining(new TrainingOptions { Steps = arguments.GetValue(steps), Seed = seed });
            Judge(gan, judge, $"| {seed} | {(mixed ? "bfloat16" : "float32")}");
        }
    }
});
return new RootCommand("Mixed precision beside float32.") { speed, one, quality }
    .Parse(args)
    .Invoke();

// Turn about, each run on one thread: other work hardly changes its processor time.
static void Compare(string name, int rounds)
{
    var plain = new List<Measurement>();
    var mixed = new List<Measurement>();
    for (var round = 0; round < rounds; round++)
    {
        if (round % 2 == 0)
        {
            plain.Add(Run(name));
            mixed.Add(Run(name, "--mixed"));
        }
        else
        {
            mixed.Add(Run(name, "--mixed"));
            plain.Add(Run(name));
        }
    }
    var a = Statistics.Median(plain.Select(m => m.ProcessorMs!.Value));
    var b = Statistics.Median(mixed.Select(m => m.ProcessorMs!.Value));
    var ratios = plain.Zip(mixed, (p, m) => p.ProcessorMs!.Value / m.ProcessorMs!.Value).Order().ToList();
    Console.WriteLine(
        $"| {name} | {a:0.0} | {b:0.0} | {a / b:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00}) | "
            + $"{plain.Max(m => m.PeakMib):0} / {mixed.Max(m => m.PeakMib):0} |"
    );
}

static Measurement Run(string name, params string[] precision)
{
    var environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" };
    return Measurement.Parse(Child.RunSelf(["one", name, .. precision], environment));
}

static void Judge(GanBuilder builder, ImageClassifier judge, string row)
{
    using var scope = NewDisposeScope();
    var clock = Stopwatch.StartNew();
    using var gan = builder.Train();
    var time = clock.Elapsed.TotalSeconds;
    var probabilities = judge.Probabilities(gan.Sample(1000, seed: 1));
    var score = InceptionScore.Compute(probabilities).Mean;
    var smallest = ClassHistogram.Of(probabilities).Smallest;
    Console.WriteLine($"{row} | {score:0.000} | {100 * smallest:0.0} % | {time:0} s |");
}

static IDataset Colours(long side)
{
    using var random = new Generator(0);
    return new ImageDataset(randint(0, 256, [1024, 3, side, side], ScalarType.Byte, generator: random));
}

internal sealed record Workload(
    int Batch,
    Func<IDataset> Data,
    INetworkFamily Networks,
    Func<GanBuilder, GanBuilder> Loss,
    int Warm,
    int Steps
)
{
    internal GanTrainer Build(IDataset data, bool mixed) =>
        Loss(new GanBuilder().WithData(data).WithNetworks(Networks))
            .WithMixedPrecision(mixed)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = Warm + Steps,
                    BatchSize = Batch,
                    MovingAverageDecay = 0,
                }
            )
            .Build();
}
