// Where the time of a step goes: each layer of a workload's networks alone, forwards and backwards, without the kernels
// and with them, turn about.
using System.CommandLine;
using Gan;
using static TorchSharp.torch;

(string Name, string Title, INetworkFamily Networks, long[] Shape, long Batch)[] all =
[
    ("mlp", "MLP, batch 64", MlpOptions.Tutorial, [1, 28, 28], 64),
    ("ring", "Ring of PacGAN, batch 100", new PacganNetworks(), [2], 100),
    ("dcgan28", "DCGAN 28, batch 256", DcganOptions.Tutorial, [1, 28, 28], 256),
    ("dcgan64", "DCGAN 64 RGB, batch 64", DcganOptions.Paper, [3, 64, 64], 64),
];

var names = all.Select(n => n.Name).ToArray();
var networks = new Argument<string[]>("networks")
{
    Description = string.Join(", ", names),
    Arity = ArgumentArity.ZeroOrMore,
};
networks.AcceptOnlyFromAmong(names);
var rounds = new Option<int>("--rounds")
{
    Description = "Passes through each layer, of which the median counts",
    DefaultValueFactory = _ => 9,
};
var threads = new Option<int>("--threads")
{
    Description = "Threads of the operators",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
var file = new Option<string>("--out")
{
    Description = "Page of the results",
    DefaultValueFactory = _ => "benchmarks/results/profile.md",
};

var command = new RootCommand("Milliseconds of each layer, without the kernels and with them.")
{
    networks,
    rounds,
    threads,
    file,
};
command.SetAction(arguments =>
{
    var load = Machine.Load();
    set_num_threads(arguments.GetValue(threads));
    var chosen = arguments.GetValue(networks) is { Length: > 0 } some ? some : names;
    var tables = new List<(string Title, IReadOnlyList<Row> Rows)>();
    foreach (var n in all.Where(n => chosen.Contains(n.Name)))
    {
        manual_seed(0);
        var spec = new NetworkSpec(n.Shape, n.Networks.LatentSize);
        using var generator = n.Networks.Generator(spec);
        using var discriminator = n.Networks.Discriminator(spec);
        using var latent = randn(n.Batch, n.Networks.LatentSize);
        using var sample = randn([n.Batch, .. n.Shape]).clamp_(-1, 1);
        var passes = arguments.GetValue(rounds);
        tables.Add(($"G of {n.Title}", Timing.Of(generator, () => generator.call(latent, null), passes)));
        tables.Add(($"D of {n.Title}", Timing.Of(discriminator, () => discriminator.call(sample, null), passes)));
        Console.Error.WriteLine($"{n.Name} done");
    }
    Console.WriteLine(
        Page.Save(arguments.GetValue(file)!, tables, arguments.GetValue(threads), Machine.Description(load))
    );
});
return command.Parse(args).Invoke();
