// CTGAN on tables whose distribution is known (Xu et al. 2019, section 5.1): likelihoods beside the published ones.
using System.CommandLine;

var sets = new Option<string[]>("--sets")
{
    Description = "Which tables",
    DefaultValueFactory = _ => [.. SimulatedTable.All.Select(table => table.Name)],
    AllowMultipleArgumentsPerToken = true,
};
var seeds = new Option<int>("--seeds") { Description = "Trainings of each", DefaultValueFactory = _ => 3 };
var first = new Option<int>("--first-seed") { Description = "Seed of the first", DefaultValueFactory = _ => 1 };
var epochs = new Option<int>("--epochs") { Description = "Epochs of a training", DefaultValueFactory = _ => 300 };
var rows = new Option<int>("--rows") { Description = "Rows of a table", DefaultValueFactory = _ => 10_000 };
var decay = new Option<double>("--average")
{
    Description = "Decay of the generator's moving average; 0 for none",
    DefaultValueFactory = _ => 0.999,
};
var folder = new Option<string>("--out")
{
    Description = "Folder for tables.json and tables.md",
    DefaultValueFactory = _ => "benchmarks/results",
};
var csv = new Option<string?>("--csv") { Description = "A table of your own in place of the simulated ones" };
var words = new Option<string[]>("--words")
{
    Description = "Its columns of numbers that are categories",
    DefaultValueFactory = _ => [],
    AllowMultipleArgumentsPerToken = true,
};
var targets = new Option<string[]>("--targets")
{
    Description = "Its columns that trees tell from the others",
    DefaultValueFactory = _ => [],
    AllowMultipleArgumentsPerToken = true,
};
var methods = new Option<string[]>("--methods")
{
    Description = "ctgan, copula, or epsilon and a number, such as 'epsilon 3'",
    DefaultValueFactory = _ => ["ctgan"],
    AllowMultipleArgumentsPerToken = true,
};
var batch = new Option<int>("--batch") { Description = "Rows of a step", DefaultValueFactory = _ => 500 };
var rate = new Option<double?>("--rate") { Description = "Learning rate of trainings with an ε" };
var audit = new Option<int>("--audit") { Description = "Trainings with and without a row that two attacks judge" };
var epsilon = new Option<double?>("--audit-epsilon") { Description = "ε of those; none without noise" };
var command = new RootCommand("Likelihoods of synthetic rows, trees that learnt from them, and audits.")
{
    sets,
    seeds,
    first,
    epochs,
    rows,
    decay,
    folder,
    csv,
    words,
    targets,
    methods,
    audit,
    epsilon,
    batch,
    rate,
};
command.SetAction(parsed =>
{
    var into = parsed.GetValue(folder)!;
    var all = Enumerable.Range(parsed.GetValue(first), parsed.GetValue(seeds)).ToList();
    if (parsed.GetValue(audit) is > 0 and var trials)
    {
        var results = TableResults.Load(into);
        foreach (var result in AuditRun.Of(parsed.GetValue(epsilon), trials))
        {
            results.Add(result);
            Console.Error.WriteLine(result);
        }
        results.Save(into);
        return;
    }
    foreach (var (method, seed) in parsed.GetValue(methods)!.SelectMany(method => all.Select(seed => (method, seed))))
    {
        if (parsed.GetValue(csv) is { } path)
        {
            var run = (method, parsed.GetValue(epochs), seed);
            RealTableRun.Run(path, parsed.GetValue(words)!, parsed.GetValue(targets)!, run, into);
            continue;
        }
        var settings = new TableSettings(
            parsed.GetValue(epochs),
            parsed.GetValue(rows),
            parsed.GetValue(decay),
            parsed.GetValue(batch),
            parsed.GetValue(rate)
        );
        foreach (var name in parsed.GetValue(sets)!)
        {
            var table = SimulatedTable.All.First(table => table.Name == name);
            var results = TableResults.Load(into);
            results.Add(TableRun.Of(table, method, settings, seed));
            Console.Error.WriteLine(results.Simulated[^1]);
            results.Save(into);
        }
    }
});
return command.Parse(args).Invoke();
