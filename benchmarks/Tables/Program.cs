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
    Description = "Folder for tables.md",
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
var command = new RootCommand("Likelihoods of CTGAN's rows on simulated tables.")
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
};
command.SetAction(parsed =>
{
    if (parsed.GetValue(csv) is { } path)
    {
        for (var i = 0; i < parsed.GetValue(seeds); i++)
        {
            var seed = parsed.GetValue(first) + i;
            RealTableRun.Run(
                path,
                parsed.GetValue(words)!,
                parsed.GetValue(targets)!,
                parsed.GetValue(epochs),
                seed,
                parsed.GetValue(folder)!
            );
        }
        return;
    }
    var settings = new TableSettings(parsed.GetValue(epochs), parsed.GetValue(rows), parsed.GetValue(decay));
    var runs = new List<TableRun>();
    foreach (var name in parsed.GetValue(sets)!)
    {
        var table = SimulatedTable.All.First(table => table.Name == name);
        for (var i = 0; i < parsed.GetValue(seeds); i++)
        {
            runs.Add(TableRun.Of(table, settings, parsed.GetValue(first) + i));
            Console.Error.WriteLine(runs[^1].Line());
            TablesPage.Write(parsed.GetValue(folder)!, settings, runs);
        }
    }
});
return command.Parse(args).Invoke();
